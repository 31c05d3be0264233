#pragma once

#include "cloud-sim/result.hpp"

namespace soundcheck::cloud::cli {

// What scripts may rely on; from 64 on as in sysexits.h.
inline constexpr int healthy = 0;
inline constexpr int fault_found = 1;
inline constexpr int could_not_tell = 2;
inline constexpr int usage = 64;
inline constexpr int not_there = 66;
inline constexpr int unavailable = 69;
inline constexpr int internal = 70;
inline constexpr int no_permission = 77;

int exit_code_of(Errc kind);
/// Tells the error on standard error and gives its exit code.
int fail(const Error& error);

}  // namespace soundcheck::cloud::cli
