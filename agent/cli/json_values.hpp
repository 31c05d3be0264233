#pragma once

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <string>

namespace soundcheck::cli {

inline boost::json::value text_or_null(const std::string& text) {
  if (text.empty())
    return nullptr;
  return boost::json::value(text);
}

template <class Strings>
boost::json::array texts(const Strings& strings) {
  boost::json::array array;
  for (const auto& text : strings)
    array.emplace_back(text);
  return array;
}

}  // namespace soundcheck::cli
