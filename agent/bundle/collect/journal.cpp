#include "agent/bundle/collect/journal.hpp"

#include <algorithm>
#include <sys/klog.h>

#include "agent/bundle/collect/child_process.hpp"
#include "agent/bundle/collect/lines.hpp"

namespace soundcheck::bundle {

namespace fs = std::filesystem;

namespace {

constexpr const char* line_limit = "1200";

/// Becomes an argument, never an option.
bool is_unit_name(const std::string& name) {
  return !name.empty() && name[0] != '-' && name.size() <= 128 &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return is_alnum(c) ||
                  std::string_view("@._-").find(c) != std::string_view::npos;
         });
}

fs::path journal_folder(const fs::path& root) {
  for (const auto* folder : {"var/log/journal", "run/log/journal"}) {
    std::error_code failed;
    if (fs::is_directory(root / folder, failed) &&
        !fs::is_empty(root / folder, failed))
      return root / folder;
  }
  return {};
}

Source tail(const fs::path& folder,
            const std::string& name,
            const std::vector<std::string>& choice) {
  std::vector<std::string> command = {
      "journalctl", "--directory",   folder.string(), "--no-pager",
      "--quiet",    "--no-hostname", "--output",      "short-iso",
      "--lines",    line_limit};
  command.insert(command.end(), choice.begin(), choice.end());
  return {"journal/" + name + ".txt", "journal of " + name,
          [command](Page& page) {
            const auto take = [&page](std::string_view line) {
              return page.add(line);
            };
            return run_program(command, page.deadline(), take);
          }};
}

}  // namespace

std::vector<Source> journal_tails(const fs::path& root,
                                  const std::vector<std::string>& units) {
  const auto folder = journal_folder(root);
  std::vector<Source> sources;
  if (folder.empty() || !has_program("journalctl"))
    return sources;
  for (const auto& unit : units) {
    if (is_unit_name(unit))
      sources.push_back(tail(folder, unit, {"--unit", unit}));
  }
  sources.push_back(tail(folder, "kernel", {"--dmesg"}));
  return sources;
}

Source kernel_log() {
  return {"logs/kernel.txt", "the kernel's messages", [](Page& page) {
            constexpr int read_all = 3;
            std::string text(page.max_bytes() / 4 * 3, '\0');
            const int bytes =
                ::klogctl(read_all, text.data(), static_cast<int>(text.size()));
            if (bytes < 0)
              return Result<void>(Error(Errc::denied, "may not be read"));
            text.resize(static_cast<std::size_t>(bytes));
            const Lines::Take take = [&page](std::string_view line) {
              return page.add(line);
            };
            Lines lines(take);
            if (lines.feed(text))
              lines.finish();
            return Result<void>();
          }};
}

}  // namespace soundcheck::bundle
