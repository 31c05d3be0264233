#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probes/board/linux/board_root.hpp"
#include "probes/board/linux/process_stat.hpp"

namespace soundcheck {

// Processes as /proc shows them. One that ends meanwhile is not there.

/// Sorted.
std::vector<std::uint64_t> all_processes(const BoardRoot& root);
std::optional<ProcessStat> read_process(const BoardRoot& root,
                                        std::uint64_t pid);
/// Of a file such as "/cgroup" in its folder.
std::string text_of_process(const BoardRoot& root,
                            std::uint64_t pid,
                            std::string_view file);
/// What a person would call it, see program_name().
std::string name_of_process(const BoardRoot& root, const ProcessStat& process);

}  // namespace soundcheck
