#pragma once

#include "probes/board/file_contents.hpp"
#include "probes/board/linux/board_root.hpp"
#include "probes/board/linux/worker.hpp"

namespace soundcheck {

/// Reads aside, on a thread of the worker, which outlives this object.
class FileContentsLinux final : public FileContents {
 public:
  FileContentsLinux(Worker& worker, BoardRoot root)
      : worker_(worker), root_(std::move(root)) {}

  Task<std::vector<FileComparison>> compare(
      const std::vector<FileContent>& files) override;
  Result<std::string> first_line(const std::string& path) override;

 private:
  Worker& worker_;
  BoardRoot root_;
};

}  // namespace soundcheck
