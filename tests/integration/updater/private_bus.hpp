#pragma once

#include <functional>
#include <string>
#include <sys/types.h>
#include <systemd/sd-bus.h>

#include "tests/support/temporary_folder.hpp"

namespace soundcheck::test {

/// A child process; it ends with this.
class Child {
 public:
  explicit Child(const std::function<void()>& run);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

 private:
  pid_t pid_;
};

/// A dbus-daemon of our own, to which DBUS_SYSTEM_BUS_ADDRESS points while
/// this lives. Needs no rights.
class PrivateBus {
 public:
  PrivateBus();
  ~PrivateBus();

 private:
  TemporaryFolder folder_;
  Child daemon_;
};

/// Until somebody on the private bus has RAUC's name.
void wait_for_rauc();

/// What a service does with a call; without an answer it hangs.
using Serve = std::function<void(sd_bus_message* call, sd_bus* bus)>;

/// A process that has RAUC's name on the private bus, and `serve`s.
class RaucService {
 public:
  explicit RaucService(Serve serve);

 private:
  Child process_;
};

}  // namespace soundcheck::test
