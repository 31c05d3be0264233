#pragma once

#include <string>
#include <string_view>

namespace soundcheck {

/// Whether the kernel's name of a process is that of an interpreter, which says
/// nothing of what it does; its command line then does.
bool is_interpreter(std::string_view program);

/// What a person would call a process: the kernel's name of it, of an
/// interpreter that of the script: "/bin/sh /usr/bin/tune --key 1" is "tune",
/// and the first word of a script that stands in the command line, as in
/// "sh -c sleep". Arguments may hold secrets and are never part of it.
/// `command_line` is that of /proc/PID/cmdline, each word with a NUL behind it.
std::string program_name(std::string_view program,
                         std::string_view command_line);

/// The control group of a process out of /proc/PID/cgroup (cgroups(7)): that of
/// the only hierarchy, or of systemd's own. Empty when there is none.
std::string_view control_group(std::string_view text);

/// "tune" of "/system.slice/tune.service", or of "tune@1.service". Empty when
/// the control group is not that of a unit.
std::string_view unit_name(std::string_view control_group);

}  // namespace soundcheck
