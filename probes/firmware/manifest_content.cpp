#include "probes/firmware/manifest_content.hpp"

#include <system_error>

#include "probes/findings.hpp"

namespace soundcheck::firmware {

namespace {

bool differs(const FileComparison& seen) {
  return seen.result != FileComparison::Result::same &&
         seen.result != FileComparison::Result::unread;
}

/// " has other content"
std::string words_for(const FileComparison& seen) {
  switch (seen.result) {
    case FileComparison::Result::same:
      break;
    case FileComparison::Result::other_size:
      return " has another size";
    case FileComparison::Result::other_content:
      return " has other content";
    case FileComparison::Result::missing:
      return " is missing";
    case FileComparison::Result::damaged:
    case FileComparison::Result::unread:
      return " cannot be read: " + std::generic_category().message(seen.error);
  }
  return {};
}

/// What of a list is not as it was released.
class Tally {
 public:
  void add_bad(const std::string& text) { add(bad_, text); }
  /// The one that cannot be read may be the one that differs.
  void add_unclear(const std::string& text) { add(unclear_, text); }
  void add(const std::string& name, const FileComparison& seen) {
    const auto words = words_for(seen);
    if (!words.empty())
      add(differs(seen) ? bad_ : unclear_, name + words);
  }
  Finding finding(const char* id) const {
    if (!bad_.empty())
      return judged(id, true, bad_);
    if (!unclear_.empty())
      return unknown_finding(id, unclear_);
    return judged(id, false, "all that are listed are as released");
  }

 private:
  static void add(std::string& list, const std::string& text) {
    list += (list.empty() ? "" : ", ") + text;
  }
  std::string bad_, unclear_;
};

const FirmwareComponent* owner_of(const std::string& file,
                                  const FirmwareManifest& manifest) {
  for (const auto& component : manifest.components) {
    if (component.file == file)
      return &component;
  }
  return nullptr;
}

void add_version(const FirmwareComponent& component,
                 FileContents& shown,
                 Tally& tally) {
  if (component.version_file.empty())
    return;
  const auto running = shown.first_line(component.version_file);
  if (!running)
    tally.add_unclear(component.name + ": " + running.error().what);
  else if (*running != component.version)
    tally.add_bad(component.name + " runs \"" + *running + "\", released was " +
                  component.version);
}

}  // namespace

void judge_content(const FirmwareManifest& manifest,
                   const std::vector<FileComparison>& seen,
                   FileContents& shown,
                   bool foreign,
                   std::vector<Finding>& findings) {
  Tally components, files;
  for (std::size_t i = 0; i < manifest.files.size() && !foreign; ++i) {
    const auto& file = manifest.files[i].name;
    if (const auto* owner = owner_of(file, manifest))
      components.add(owner->name + " " + owner->version + ": " + file, seen[i]);
    else
      files.add(file, seen[i]);
  }
  for (const auto& component : manifest.components) {
    if (!foreign)
      add_version(component, shown, components);
  }
  if (foreign) {
    components.add_unclear("the manifest is for something else");
    files = components;
  }
  findings.push_back(components.finding("firmware.component_mismatch"));
  findings.push_back(files.finding("firmware.file_changed"));
}

}  // namespace soundcheck::firmware
