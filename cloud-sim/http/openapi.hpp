#pragma once

#include <string_view>

namespace soundcheck::cloud {

/// openapi.json, as it was when this was built.
std::string_view openapi_document();

}  // namespace soundcheck::cloud
