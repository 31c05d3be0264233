#include "probes/board/linux/sd_bus.hpp"

#include <dlfcn.h>
#include <utility>

namespace soundcheck {

Result<SdBusLibrary> SdBusLibrary::load() {
  SdBusLibrary library(dlopen("libsystemd.so.0", RTLD_NOW | RTLD_LOCAL));
  if (!library.handle_)
    return Error(Errc::unsupported, "libsystemd.so.0 is not there");
  if (!library.find_all())
    return Error(Errc::unsupported, "libsystemd.so.0 is too old");
  return library;
}

SdBusLibrary::~SdBusLibrary() {
  if (handle_)
    dlclose(handle_);
}

SdBusLibrary::SdBusLibrary(SdBusLibrary&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)),
      functions_(other.functions_) {}

template <class Function>
bool SdBusLibrary::find(const char* name, Function& function) const {
  function = reinterpret_cast<Function>(dlsym(handle_, name));
  return function != nullptr;
}

bool SdBusLibrary::find_all() {
  auto& f = functions_;
  return find("sd_bus_open_system", f.open_system) &&
         find("sd_bus_close_unref", f.close_unref) &&
         find("sd_bus_is_ready", f.is_ready) &&
         find("sd_bus_process", f.process) && find("sd_bus_wait", f.wait) &&
         find("sd_bus_set_method_call_timeout", f.set_method_call_timeout) &&
         find("sd_bus_call_method", f.call_method) &&
         find("sd_bus_error_free", f.error_free) &&
         find("sd_bus_message_unref", f.message_unref) &&
         find("sd_bus_message_peek_type", f.message_peek_type) &&
         find("sd_bus_message_enter_container", f.message_enter_container) &&
         find("sd_bus_message_exit_container", f.message_exit_container) &&
         find("sd_bus_message_read_basic", f.message_read_basic) &&
         find("sd_bus_message_skip", f.message_skip);
}

}  // namespace soundcheck
