#include "agent/firmware/manifest_rules.hpp"

#include <algorithm>
#include <string_view>

#include "agent/assist/signature.hpp"
#include "agent/firmware/signed_manifest.hpp"

namespace soundcheck {

namespace {

constexpr std::size_t max_name_bytes = 64;
constexpr std::size_t max_path_bytes = 255;
constexpr auto twice = "is there twice";

bool is_plain(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  });
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= max_name_bytes && is_plain(text);
}

/// Absolute, and the only way to write it.
bool is_path(std::string_view path) {
  if (!path.starts_with('/') || path.size() > max_path_bytes || !is_plain(path))
    return false;
  while (!path.empty()) {
    path.remove_prefix(1);
    const auto part = path.substr(0, path.find('/'));
    if (part.empty() || part == "." || part == "..")
      return false;
    path.remove_prefix(part.size());
  }
  return true;
}

bool named_before(const auto& list, std::size_t row) {
  const auto end = list.begin() + static_cast<std::ptrdiff_t>(row);
  return std::any_of(list.begin(), end, [&](const auto& earlier) {
    return earlier.name == list[row].name;
  });
}

/// Looks at one row of a list after the other.
class Rules {
 public:
  void begin(const char* list, std::size_t count, std::size_t max) {
    list_ = list;
    row_ = 0;
    require(count <= max, "", "there may not be so many");
  }
  void next_row() { ++row_; }
  void require(bool holds, const char* key, const char* problem) {
    if (!holds)
      broken.push_back({list_, row_, key, problem});
  }
  void require_name(const char* key, std::string_view name) {
    require(is_name(name), key, "must be a text of 1 to 64 bytes");
  }
  void require_path(const char* key, std::string_view path) {
    require(is_path(path), key,
            "must be an absolute path of at most 255 bytes, without \".\" and "
            "\"..\"");
  }

  std::vector<BrokenRule> broken;

 private:
  const char* list_ = "";
  std::size_t row_ = 0;
};

void check_head(const FirmwareManifest& manifest, Rules& rules) {
  rules.require_name("product", manifest.product);
  rules.require_name("version", manifest.version);
  rules.require(manifest.counter >= 1 && manifest.counter <= INT64_MAX,
                "counter", "must be a whole number from 1 on");
  rules.require(manifest.issued_unix_s > 0, "issued",
                "must be a date after 1970");
  rules.require(manifest.expires_unix_s == 0 ||
                    manifest.expires_unix_s > manifest.issued_unix_s,
                "expires", "must be after it is issued");
  rules.require(assist::is_key_id(manifest.key_id), "key_id",
                "must be 1 to 64 of A-Z a-z 0-9 . _ -");
}

void check_partitions(const std::vector<FileContent>& partitions,
                      Rules& rules) {
  rules.begin("partition", partitions.size(), max_manifest_parts);
  for (std::size_t i = 0; i < partitions.size(); ++i, rules.next_row()) {
    rules.require_name("name", partitions[i].name);
    rules.require(!named_before(partitions, i), "name", twice);
    rules.require(partitions[i].size_bytes > 0, "size", "must not be 0");
  }
}

void check_files(const std::vector<FileContent>& files, Rules& rules) {
  rules.begin("file", files.size(), max_manifest_files);
  // Without one nothing would be compared, and all would be well.
  rules.require(!files.empty(), "", "there must be one at least");
  std::uint64_t left = max_manifest_file_bytes;
  for (std::size_t i = 0; i < files.size(); ++i, rules.next_row()) {
    rules.require_path("path", files[i].name);
    rules.require(!named_before(files, i), "path", twice);
    rules.require(files[i].size_bytes <= left, "size",
                  "is too much: a check-up compares 16 MiB of all files; list "
                  "a partition in place of large ones");
    left -= std::min(left, files[i].size_bytes);
  }
}

void check_components(const FirmwareManifest& manifest, Rules& rules) {
  const auto& components = manifest.components;
  rules.begin("component", components.size(), max_manifest_parts);
  for (std::size_t i = 0; i < components.size(); ++i, rules.next_row()) {
    const auto& [name, version, file, version_file] = components[i];
    rules.require_name("name", name);
    rules.require(!named_before(components, i), "name", twice);
    rules.require_name("version", version);
    rules.require(!file.empty() || !version_file.empty(), "file",
                  "or version_file must be there");
    const auto is_it = [&path = file](const FileContent& listed) {
      return listed.name == path;
    };
    rules.require(file.empty() || std::any_of(manifest.files.begin(),
                                              manifest.files.end(), is_it),
                  "file", "must be the path of one of the files");
    if (!version_file.empty())
      rules.require_path("version_file", version_file);
  }
}

}  // namespace

std::string key_of(const BrokenRule& rule) {
  std::string key = rule.list;
  if (!key.empty() && *rule.key != '\0')
    key += '[' + std::to_string(rule.row) + "].";
  return key + rule.key;
}

std::vector<BrokenRule> broken_rules(const FirmwareManifest& manifest) {
  Rules rules;
  check_head(manifest, rules);
  check_partitions(manifest.partitions, rules);
  check_files(manifest.files, rules);
  check_components(manifest, rules);
  return std::move(rules.broken);
}

}  // namespace soundcheck
