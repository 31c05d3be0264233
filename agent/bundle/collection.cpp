#include "agent/bundle/collection.hpp"

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <new>
#include <openssl/sha.h>
#include <sys/random.h>

namespace soundcheck::bundle {

namespace json = boost::json;

namespace {

/// Less is not worth an entry.
constexpr std::size_t least_room = std::size_t{4} * 1024;

std::string sha256_of(std::string_view text) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> hash{};
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
         hash.data());
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (const auto byte : hash)
    (hex += digits[byte >> 4]) += digits[byte & 15];
  return hex;
}

/// The newest lines are the last ones.
void cut_to(Item& item, std::size_t most) {
  if (item.text.size() <= most)
    return;
  const auto from = item.text.find('\n', item.text.size() - most);
  item.text.erase(0, from == item.text.npos ? item.text.size() : from + 1);
  item.cut = true;
}

/// Why a source is not, or not all of it, in the bundle; empty: it is.
std::string fill(const Source& source, Page& page) {
  try {
    const auto filled = source.fill(page);
    return filled ? std::string() : filled.error().what;
  } catch (const std::bad_alloc&) {
    return "it takes too much memory";
  }
}

json::object counts_json(const Counts& counts) {
  json::object object;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0)
      object[to_string(static_cast<SecretKind>(i))] = counts[i];
  }
  return object;
}

json::object entry_json(const Entry& entry) {
  return {{"name", entry.name},   {"source", entry.source},
          {"bytes", entry.bytes}, {"sha256", entry.sha256},
          {"cut", entry.cut},     {"redacted", counts_json(entry.redacted)}};
}

Result<void> keep(Item item, Archive& archive, Manifest& manifest) {
  Entry entry{item.name, item.source,  item.text.size(), sha256_of(item.text),
              item.cut,  item.redacted};
  if (auto added = archive.add(item.name, item.text); !added)
    return added;
  manifest.items.push_back(std::move(entry));
  return {};
}

}  // namespace

Counts Manifest::redacted() const {
  Counts all{};
  for (const auto& item : items) {
    for (std::size_t i = 0; i < all.size(); ++i)
      all[i] += item.redacted[i];
  }
  return all;
}

std::string to_json(const Manifest& manifest) {
  json::array unfinished;
  for (const auto& one : manifest.unfinished)
    unfinished.push_back(json::object{{"name", one.name}, {"why", one.why}});
  // One line for each item: people read it, too.
  std::string text = "{\"format\": 1, \"reference\": \"" + manifest.reference +
                     "\", \"device\": \"" + manifest.device +
                     "\",\n \"agent\": \"" SOUNDCHECK_VERSION
                     "\", \"made_unix_s\": " +
                     std::to_string(manifest.made_unix_s) + ",\n \"items\": [";
  for (const auto& item : manifest.items) {
    text += &item == manifest.items.data() ? "\n  " : ",\n  ";
    text += json::serialize(entry_json(item));
  }
  text +=
      "],\n \"unfinished\": " + json::serialize(unfinished) +
      ",\n \"redacted\": " + json::serialize(counts_json(manifest.redacted())) +
      "}\n";
  return text;
}

std::string make_reference() {
  // Crockford's: no I, L, O, U.
  constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::array<unsigned char, 8> random{};
  if (::getrandom(random.data(), random.size(), 0) !=
      static_cast<ssize_t>(random.size()))
    return "0000-0000";
  std::string reference;
  for (const auto byte : random) {
    if (reference.size() == 4)
      reference += '-';
    reference += letters[byte % letters.size()];
  }
  return reference;
}

Result<void> collect(const std::vector<Source>& sources,
                     const Redactor& redactor,
                     const BundlePolicy& policy,
                     const Watcher& watcher,
                     Archive& archive,
                     Manifest& manifest) {
  const auto end = std::chrono::steady_clock::now() + policy.deadline;
  std::size_t done = 0;
  for (const auto& source : sources) {
    const auto now = std::chrono::steady_clock::now();
    Page page(redactor, policy.item_bytes,
              std::min(end, now + policy.item_deadline));
    Counts uncounted{};
    watcher.step(redactor.text(source.name, uncounted), done++, sources.size());
    std::string why = now >= end ? "no time was left" : "";
    if (why.empty() && archive.room() < least_room)
      why = "the bundle is full";
    if (why.empty())
      why = fill(source, page);
    why = page.text(why);
    auto item = page.take(source.name, source.from);
    if (!why.empty())
      manifest.unfinished.push_back({item.name, why});
    if (item.text.empty())
      continue;
    cut_to(item, archive.room());
    watcher.item(item);
    if (auto kept = keep(std::move(item), archive, manifest); !kept)
      return kept;
  }
  return archive.finish("manifest.json", to_json(manifest));
}

}  // namespace soundcheck::bundle
