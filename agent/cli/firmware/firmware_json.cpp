#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "agent/cli/firmware/firmware_text.hpp"
#include "agent/cli/json.hpp"
#include "agent/cli/json_values.hpp"
#include "agent/hex.hpp"
#include "agent/report.hpp"

namespace soundcheck::cli {

namespace json = boost::json;

namespace {

json::array array_of(const char* name_key,
                     const std::vector<FileContent>& contents) {
  json::array array;
  for (const auto& content : contents) {
    array.push_back(json::object{{name_key, content.name},
                                 {"size_bytes", content.size_bytes},
                                 {"sha256", hex_of(content.sha256)}});
  }
  return array;
}

json::object object_of(const FirmwareManifest& manifest) {
  json::array components;
  for (const auto& component : manifest.components) {
    components.push_back(
        json::object{{"name", component.name},
                     {"version", component.version},
                     {"file", text_or_null(component.file)},
                     {"version_file", text_or_null(component.version_file)}});
  }
  json::object object{{"product", manifest.product},
                      {"version", manifest.version},
                      {"counter", manifest.counter},
                      {"issued_unix_s", manifest.issued_unix_s},
                      {"expires_unix_s", nullptr},
                      {"key_id", manifest.key_id},
                      {"partitions", array_of("name", manifest.partitions)},
                      {"files", array_of("path", manifest.files)},
                      {"components", std::move(components)}};
  if (manifest.expires_unix_s != 0)
    object["expires_unix_s"] = manifest.expires_unix_s;
  return object;
}

}  // namespace

std::string json_of(const Verification& verification) {
  json::object object{
      {"manifest", nullptr},
      {"result", json::parse(json_of(to_wire(verification.run)))}};
  if (verification.manifest)
    object["manifest"] = object_of(*verification.manifest);
  return json::serialize(object);
}

}  // namespace soundcheck::cli
