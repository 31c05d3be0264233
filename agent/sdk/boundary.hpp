#pragma once

#include <new>

#include "agent/sdk/client.hpp"

namespace soundcheck::sdk {

/// Calls it and lets no exception out to C: there is none but for want of
/// memory.
template <class Call>
int guarded(soundcheck_client* client, Call call) {
  try {
    return call();
  } catch (const std::bad_alloc&) {
    client->message.clear();
    return SOUNDCHECK_NO_MEMORY;
  }
}

}  // namespace soundcheck::sdk
