#include "agent/diagnosis/knowledge.hpp"

#include <openssl/sha.h>

#include "agent/diagnosis/knowledge_wire.hpp"

namespace soundcheck::diagnosis {

namespace {

std::string hex_of_sha256(std::string_view bytes) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         digest);
  static constexpr char digits[] = "0123456789abcdef";
  std::string hex;
  for (const auto byte : digest) {
    hex += digits[byte >> 4];
    hex += digits[byte & 15];
  }
  return hex;
}

template <class Item>
const Item* find(const std::vector<Item>& items, std::string_view id) {
  for (const auto& item : items) {
    if (item.id == id)
      return &item;
  }
  return nullptr;
}

}  // namespace

const Fault* Knowledge::fault(std::string_view id) const {
  return find(faults, id);
}

const Symptom* Knowledge::finding(std::string_view id) const {
  return find(findings, id);
}

const Remedy* Knowledge::remedy(std::string_view id) const {
  return find(remedies, id);
}

const Gate* Knowledge::gate(std::string_view id) const {
  return find(gates, id);
}

std::vector<std::string_view> circumstance_words() {
  return {"just_updated", "just_moved", "first_set_up", "bluetooth"};
}

std::string unhelped(std::string_view remedy_id) {
  return std::string("unhelped:").append(remedy_id);
}

double prior_of_severity(int severity) {
  return severity <= 1 ? 0.004 : severity == 2 ? 0.006 : 0.01;
}

Result<Knowledge> parse_knowledge(std::string_view bytes) {
  unsigned format = 0;
  Knowledge knowledge;
  if (!read_knowledge(bytes, format, knowledge))
    return Error(Errc::parse, "not a knowledge base");
  if (format != 1) {
    return Error(Errc::unsupported, "knowledge of format " +
                                        std::to_string(format) +
                                        ", this version reads format 1");
  }
  knowledge.hash = hex_of_sha256(bytes);
  if (const auto sound = check(knowledge); !sound)
    return sound.error();
  return knowledge;
}

}  // namespace soundcheck::diagnosis
