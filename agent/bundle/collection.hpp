#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "agent/bundle/archive/archive.hpp"
#include "agent/bundle/bundle_policy.hpp"
#include "agent/bundle/collect/source.hpp"

namespace soundcheck::bundle {

/// What the manifest tells of one item.
struct Entry {
  std::string name, source;
  std::size_t bytes = 0;
  std::string sha256;  ///< lower-case hex
  bool cut = false;
  Counts redacted{};
};

/// An item that is not, or not wholly, in the bundle.
struct Unfinished {
  std::string name, why;
};

struct Manifest {
  std::string reference;  ///< for people, to be told on the phone: "K7QF-3M9T"
  std::string device;     ///< its pseudonym
  std::int64_t made_unix_s = 0;
  std::vector<Entry> items;
  std::vector<Unfinished> unfinished;

  Counts redacted() const;  ///< of all items
};

/// `manifest.json` of the archive, pretty enough to be read.
std::string to_json(const Manifest& manifest);

/// A new reference: eight characters that cannot be mistaken for one another.
std::string make_reference();

/// What is told while it goes on.
struct Watcher {
  /// Before each source: its name, and how many are behind us.
  std::function<
      void(const std::string& name, std::size_t done, std::size_t count)>
      step = [](const auto&, auto, auto) {};
  /// Each item as it leaves, before it is put into the archive.
  std::function<void(const Item&)> item = [](const auto&) {};
};

/// Goes through the sources in their order, each with its own limits, until
/// there is no more time or room. What is missing then is in the manifest, so
/// this fails only when the archive cannot be written.
Result<void> collect(const std::vector<Source>& sources,
                     const Redactor& redactor,
                     const BundlePolicy& policy,
                     const Watcher& watcher,
                     Archive& archive,
                     Manifest& manifest);

}  // namespace soundcheck::bundle
