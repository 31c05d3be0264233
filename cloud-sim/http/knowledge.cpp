#include "cloud-sim/http/knowledge.hpp"

#include "cloud-sim/pki/secret_file.hpp"
#include "cloud-sim/wire/identifiers.hpp"
#include "cloud-sim/wire/json.hpp"

namespace soundcheck::cloud {

Result<Knowledge> parse_knowledge(std::string bytes) {
  v1::KnowledgeBase base;
  // The two kinds cannot be mistaken: field 1 is a number in the one and bytes
  // in the other.
  if (!base.ParseFromString(bytes) || base.format() == 0) {
    v1::SignedKnowledge envelope;
    v1::KnowledgeRelease release;
    if (envelope.ParseFromString(bytes) &&
        release.ParseFromString(envelope.release()))
      bytes = release.knowledge();
    if (!base.ParseFromString(bytes))
      base.Clear();
  }
  if (base.format() != 1)
    return Error(Errc::invalid, "bad_knowledge",
                 "it is no knowledge base of format 1");
  auto hash = sha256_hex(bytes);
  auto json = boost::json::serialize(to_json(base, hash));
  return Knowledge{std::move(bytes), std::move(json), std::move(hash),
                   base.version()};
}

FaultCatalog catalog_of(const Knowledge& knowledge) {
  v1::KnowledgeBase base;
  base.ParseFromString(knowledge.bytes);
  return FaultCatalog(base);
}

Result<Knowledge> load_knowledge(const std::filesystem::path& file) {
  auto bytes = read_file(file);
  if (!bytes)
    return bytes.error();
  auto knowledge = parse_knowledge(std::move(*bytes));
  if (!knowledge)
    return knowledge.error().during("reading " + file.string());
  return knowledge;
}

}  // namespace soundcheck::cloud
