#include "agent/knowledge/compile/compile.hpp"

#include "agent/diagnosis/knowledge.hpp"
#include "agent/knowledge/compile/reader.hpp"

namespace soundcheck::knowledge {

Result<std::string> compile(const std::vector<Source>& sources) {
  Reader reader;
  reader.base.set_format(1);
  for (const auto& source : sources) {
    auto settings = Settings::parse(source.text, source.name);
    if (!settings)
      return settings.error();
    reader.read(std::move(*settings));
  }
  if (const auto end = reader.finish(); !end)
    return end.error();
  if (reader.base.version() == 0)
    return Error(Errc::parse, "no file says which version this is");
  auto bytes = reader.base.SerializeAsString();
  // The last word has what the speaker itself will say of these bytes.
  if (const auto read = diagnosis::parse_knowledge(bytes); !read)
    return read.error();
  return bytes;
}

}  // namespace soundcheck::knowledge
