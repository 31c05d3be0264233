#pragma once

#include <systemd/sd-bus.h>

#include "probes/board/result.hpp"

namespace soundcheck {

/// What is used of libsystemd's D-Bus client.
///
/// It is loaded when somebody asks over the D-Bus, and not linked: one adapter
/// has a use for it, on speakers whose firmware carries it anyway; on all
/// others the daemon has to start without. What is linked statically does not
/// grow by it either, and its memory is free again after the question.
struct SdBus {
  decltype(&sd_bus_open_system) open_system;
  decltype(&sd_bus_close_unref) close_unref;
  decltype(&sd_bus_is_ready) is_ready;
  decltype(&sd_bus_process) process;
  decltype(&sd_bus_wait) wait;
  decltype(&sd_bus_set_method_call_timeout) set_method_call_timeout;
  decltype(&sd_bus_call_method) call_method;
  decltype(&sd_bus_error_free) error_free;
  decltype(&sd_bus_message_unref) message_unref;
  decltype(&sd_bus_message_peek_type) message_peek_type;
  decltype(&sd_bus_message_enter_container) message_enter_container;
  decltype(&sd_bus_message_exit_container) message_exit_container;
  decltype(&sd_bus_message_read_basic) message_read_basic;
  decltype(&sd_bus_message_skip) message_skip;
};

/// The library, until nobody uses it any more.
class SdBusLibrary {
 public:
  /// Errors: unsupported (there is none, or one too old).
  static Result<SdBusLibrary> load();
  ~SdBusLibrary();
  SdBusLibrary(SdBusLibrary&& other) noexcept;
  SdBusLibrary& operator=(SdBusLibrary&&) = delete;

  const SdBus* operator->() const { return &functions_; }

 private:
  explicit SdBusLibrary(void* handle) : handle_(handle) {}
  template <class Function>
  bool find(const char* name, Function& function) const;
  bool find_all();

  void* handle_;
  SdBus functions_{};
};

}  // namespace soundcheck
