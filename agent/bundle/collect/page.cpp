#include "agent/bundle/collect/page.hpp"

#include <boost/json/serialize.hpp>

namespace soundcheck::bundle {

bool Page::append(std::string_view line) {
  if (item_.text.size() + line.size() + 1 > max_bytes_) {
    item_.cut = true;
    return false;
  }
  (item_.text += line) += '\n';
  return true;
}

bool Page::add(std::string_view line) {
  return append(redactor_.text(line, item_.redacted));
}

bool Page::add(const boost::json::object& object) {
  return append(boost::json::serialize(object));
}

std::string Page::text(std::string_view text) {
  return redactor_.text(text, item_.redacted);
}

std::string Page::value(SecretKind kind, std::string_view value) {
  return redactor_.value(kind, value, item_.redacted);
}

Item Page::take(std::string name, std::string source) {
  // What a thing is called is a text like any other.
  item_.name = redactor_.text(name, item_.redacted);
  item_.source = redactor_.text(source, item_.redacted);
  return std::move(item_);
}

}  // namespace soundcheck::bundle
