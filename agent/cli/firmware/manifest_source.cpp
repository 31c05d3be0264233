#include "agent/cli/firmware/manifest_source.hpp"

#include <algorithm>
#include <optional>

#include "agent/cli/firmware/disk_content.hpp"
#include "agent/cli/firmware/utc_date.hpp"
#include "agent/firmware/manifest_rules.hpp"
#include "agent/hex.hpp"
#include "probes/settings.hpp"

namespace soundcheck::cli {

namespace {

namespace fs = std::filesystem;

/// Of counters and sizes; one that people can still read.
constexpr std::int64_t max_number = 999'999'999'999;

/// Reads one TOML file into one manifest; what is wrong goes to the settings.
class Source {
 public:
  Source(Settings& settings, const fs::path& folder, const fs::path& root)
      : settings_(settings), folder_(folder), root_(root) {}

  FirmwareManifest read(std::int64_t now_unix_s) {
    FirmwareManifest manifest;
    read_head(manifest, now_unix_s);
    for (std::size_t i = 0; i < settings_.count("partition"); ++i)
      manifest.partitions.push_back(read_partition(row("partition", i)));
    for (std::size_t i = 0; i < settings_.count("file"); ++i)
      manifest.files.push_back(read_file(row("file", i)));
    for (std::size_t i = 0; i < settings_.count("component"); ++i)
      manifest.components.push_back(read_component(row("component", i)));
    return manifest;
  }
  /// A row of which nobody knows the content breaks rules for that alone.
  bool complete() const { return complete_; }

 private:
  static std::string row(const char* list, std::size_t number) {
    return std::string(list) + '[' + std::to_string(number) + "].";
  }

  void read_head(FirmwareManifest& manifest, std::int64_t now_unix_s) {
    settings_.read("product", manifest.product);
    settings_.read("version", manifest.version);
    std::int64_t counter = 0;
    settings_.read("counter", counter, 1, max_number);
    manifest.counter = static_cast<std::uint64_t>(counter);
    manifest.issued_unix_s = read_date("issued").value_or(now_unix_s);
    manifest.expires_unix_s = read_date("expires").value_or(0);
    settings_.read("key_id", manifest.key_id);
  }

  std::optional<std::int64_t> read_date(const char* key) {
    std::string text;
    settings_.read(key, text);
    if (text.empty())
      return std::nullopt;
    const auto date = parse_utc(text);
    if (!date) {
      settings_.complain(key,
                         "must be a date as \"2026-07-01\" or "
                         "\"2026-07-01T12:30:00Z\", in UTC");
    }
    return date;
  }

  FileContent read_partition(const std::string& at) {
    std::string name, image;
    settings_.read(at + "name", name);
    settings_.read(at + "image", image);
    std::optional<Result<FileContent>> found;
    if (!image.empty())
      found = content_of(folder_ / image, {});
    auto content = read_content(at, found, "image, or ");
    content.name = std::move(name);
    return content;
  }

  FileContent read_file(const std::string& at) {
    std::string path;
    settings_.read(at + "path", path);
    std::optional<Result<FileContent>> found;
    if (!root_.empty() && path.starts_with('/'))
      found = content_of(root_ / path.substr(1), root_);
    auto content = read_content(at, found, "--root, or ");
    content.name = std::move(path);
    return content;
  }

  FirmwareComponent read_component(const std::string& at) {
    FirmwareComponent component;
    settings_.read(at + "name", component.name);
    settings_.read(at + "version", component.version);
    settings_.read(at + "file", component.file);
    settings_.read(at + "version_file", component.version_file);
    return component;
  }

  /// What the row says and what the disk says, which must agree; either is
  /// enough. `source` names what could tell where the row does not.
  FileContent read_content(const std::string& at,
                           const std::optional<Result<FileContent>>& found,
                           const std::string& source) {
    std::int64_t size = -1;
    std::string text;
    settings_.read(at + "size", size, 0, max_number);
    settings_.read(at + "sha256", text);
    const auto hash = parse_sha256(text);
    if (!text.empty() && !hash)
      return incomplete(at + "sha256", "must be 64 hexadecimal digits");
    if (found && !*found)
      return incomplete(at + "size", found->error().what);
    if (found)
      return agreed(at, size, hash, **found);
    if (size < 0 || !hash) {
      return incomplete(
          at + (size < 0 ? "size" : "sha256"),
          "is not known; it takes " + source + "size and sha256 here");
    }
    return {{}, static_cast<std::uint64_t>(size), *hash};
  }

  FileContent agreed(const std::string& at,
                     std::int64_t size,
                     const std::optional<Sha256>& hash,
                     const FileContent& found) {
    const auto bytes = static_cast<std::int64_t>(found.size_bytes);
    if (size >= 0 && size != bytes) {
      return incomplete(at + "size",
                        found.name + " has " + std::to_string(bytes));
    }
    if (hash && *hash != found.sha256) {
      return incomplete(at + "sha256",
                        found.name + " has " + hex_of(found.sha256));
    }
    return found;
  }

  FileContent incomplete(const std::string& key, std::string problem) {
    complete_ = false;
    settings_.complain(key, std::move(problem));
    return {};
  }

  Settings& settings_;
  const fs::path& folder_;
  const fs::path& root_;
  bool complete_ = true;
};

}  // namespace

Result<FirmwareManifest> read_manifest_source(const fs::path& file,
                                              const fs::path& root,
                                              std::int64_t now_unix_s) {
  auto settings = Settings::load(file);
  if (!settings)
    return settings.error();
  const auto folder = file.parent_path();
  Source source(*settings, folder, root);
  auto manifest = source.read(now_unix_s);
  if (source.complete()) {
    for (const auto& rule : broken_rules(manifest))
      settings->complain(key_of(rule), rule.problem);
  }
  if (const auto end = settings->finish(); !end)
    return end.error();
  return manifest;
}

}  // namespace soundcheck::cli
