#include "cloud-sim/knowledge/requests.hpp"

#include "cloud-sim/store/settings.hpp"
#include "cloud-sim/wire/identifiers.hpp"

namespace soundcheck::cloud {
namespace {

/// Cases up to this one are in released knowledge.
constexpr const char* learned_key = "knowledge.learned";

/// Up to which case the proposal with this hash goes.
std::string proposal_key(const std::string& hash) {
  return "knowledge.proposal." + hash;
}

std::int64_t number_of(Sqlite& db, const std::string& key) {
  const auto found = find_setting(db, key);
  return found ? std::stoll(*found) : 0;
}

Result<void> read_base(const std::string& bytes, v1::KnowledgeBase& base) {
  if (bytes.size() > max_knowledge_bytes)
    return Error(Errc::invalid, "too_large",
                 "the knowledge has " + std::to_string(bytes.size()) +
                     " bytes; speakers take at most " +
                     std::to_string(max_knowledge_bytes));
  if (!base.ParseFromString(bytes) || base.format() != 1 ||
      base.version() == 0 || base.faults().empty())
    return Error(Errc::invalid, "bad_knowledge",
                 "it is no knowledge base of format 1 with a version; make one "
                 "with soundcheck-knowledge, or \"knowledge propose\"");
  return {};
}

Result<void> may_follow(const std::optional<Publication>& last,
                        const Publication& wanted) {
  if (!last || wanted.version > last->version ||
      (wanted.version == last->version && wanted.hash == last->hash))
    return {};
  const auto released = "version " + std::to_string(last->version);
  if (wanted.version == last->version)
    return Error(Errc::conflict, "same_version",
                 released +
                     " was released with another content; raise the "
                     "version");
  return Error(Errc::conflict, "not_newer",
               "it is version " + std::to_string(wanted.version) + ", and " +
                   released + " was released: no speaker would take it");
}

}  // namespace

Result<Publication> request_publication(Work& work, Publication wanted) {
  v1::KnowledgeBase base;
  const auto read = read_base(wanted.knowledge, base);
  if (!read)
    return read.error();
  wanted.version = static_cast<std::int64_t>(base.version());
  wanted.hash = sha256_hex(wanted.knowledge);
  wanted.released_ms = work.now_ms;
  const auto allowed = may_follow(last_publication(work.db), wanted);
  if (!allowed)
    return allowed.error();
  wanted.id = insert_publication(work.db, wanted, work.limits);
  const auto until = number_of(work.db, proposal_key(wanted.hash));
  if (until > number_of(work.db, learned_key))
    put_setting(work.db, learned_key, std::to_string(until));
  return wanted;
}

Result<Publication> request_withdrawal(Work& work) {
  auto last = last_publication(work.db);
  if (!last || last->withdrawn_ms != 0)
    return Error(Errc::conflict, "nothing_released",
                 "no knowledge is released now");
  last->withdrawn_ms = work.now_ms;
  withdraw_publication(work.db, last->id, work.now_ms);
  return std::move(*last);
}

Result<Proposed> request_proposal(Work& work, const std::string& bytes) {
  v1::KnowledgeBase base;
  const auto read = read_base(bytes, base);
  if (!read)
    return read.error();
  const auto lessons = list_lessons(work.db, number_of(work.db, learned_key));
  Proposed made{propose(std::move(base), lessons), {}, {}};
  if (made.proposal.cases == 0)
    return Error(Errc::conflict, "nothing_learned",
                 "no case was confirmed that is not in the knowledge already");
  made.knowledge = made.proposal.base.SerializeAsString();
  made.hash = sha256_hex(made.knowledge);
  put_setting(work.db, proposal_key(made.hash),
              std::to_string(lessons.back().id));
  return made;
}

}  // namespace soundcheck::cloud
