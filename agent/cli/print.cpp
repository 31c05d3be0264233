#include "agent/cli/print.hpp"

#include <cmath>
#include <iomanip>
#include <ostream>
#include <sstream>

#include "agent/cli/words.hpp"

namespace soundcheck::cli {

namespace {

std::string heading(Word what, Language language) {
  return std::string(word(what, language)) +
         (language == Language::zh ? "：" : ":");
}

void print_evidence(std::ostream& out,
                    Word what,
                    const google::protobuf::RepeatedPtrField<v1::Finding>& list,
                    const diagnosis::Knowledge* knowledge,
                    Language language) {
  if (list.empty())
    return;
  out << "  " << heading(what, language) << '\n';
  for (const auto& finding : list) {
    const auto* known = knowledge ? knowledge->finding(finding.id()) : nullptr;
    const bool absent = finding.presence() == v1::PRESENCE_ABSENT;
    out << "    " << (absent ? "- " : "+ ")
        << (known ? pick(known->title, language) : finding.id());
    if (!finding.evidence().empty())
      out << colon(language) << printable(finding.evidence());
    out << '\n';
  }
}

void print_fault(std::ostream& out,
                 const v1::RankedFault& ranked,
                 const diagnosis::Knowledge* knowledge,
                 Language language) {
  const auto* fault = knowledge ? knowledge->fault(ranked.fault_id()) : nullptr;
  out << (fault ? pick(fault->title, language) : ranked.fault_id()) << " ("
      << ranked.code() << ", " << std::lround(ranked.probability() * 100)
      << " %)\n";
  if (fault)
    out << "  " << pick(fault->owner, language) << '\n';
  bool first = true;
  for (const auto& id : ranked.remedy_ids()) {
    const auto* remedy = knowledge ? knowledge->remedy(id) : nullptr;
    if (first)
      out << "  " << heading(Word::what_helps, language) << '\n';
    first = false;
    out << "    " << (remedy ? pick(remedy->title, language) : id);
    if (remedy)
      out << colon(language) << pick(remedy->owner, language);
    out << '\n';
  }
  print_evidence(out, Word::speaks_for, ranked.evidence_for(), knowledge,
                 language);
  print_evidence(out, Word::speaks_against, ranked.evidence_against(),
                 knowledge, language);
}

/// Counts and bytes in full, all else with four digits.
std::string number(double value) {
  std::ostringstream text;
  if (value == std::trunc(value) && std::abs(value) < 1e15) {
    text << std::fixed << std::setprecision(0) << value;
  } else {
    text << std::setprecision(4) << value;
  }
  return text.str();
}

/// What a probe costs, in few words.
std::string cost_of(const v1::ProbeInfo& probe) {
  std::string cost;
  if (probe.audible())
    cost += ", makes a sound";
  if (probe.interrupts_playback())
    cost += ", interrupts playback";
  if (probe.airtime())
    cost += ", sends packets";
  return cost;
}

/// What else it may be, and what would show it.
void print_doubt(std::ostream& out,
                 const v1::Diagnosis& diagnosis,
                 const diagnosis::Knowledge* knowledge,
                 Language language) {
  for (const auto& rival : diagnosis.rivals()) {
    const auto* fault =
        knowledge ? knowledge->fault(rival.fault_id()) : nullptr;
    out << word(Word::perhaps, language) << colon(language)
        << (fault ? pick(fault->title, language) : rival.fault_id()) << " ("
        << std::lround(rival.probability() * 100) << " %)\n";
  }
  // Of use only while something is in doubt.
  const bool doubt = !diagnosis.rivals().empty() ||
                     diagnosis.status() == v1::DIAGNOSIS_STATUS_INCOMPLETE;
  if (doubt && !diagnosis.would_change().empty()) {
    out << word(Word::would_change, language) << colon(language)
        << diagnosis.would_change() << '\n';
  }
}

}  // namespace

std::string printable(const std::string& text) {
  std::string clean;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    clean += byte < 0x20 || byte == 0x7f ? '?' : c;
  }
  return clean;
}

void print_list(std::ostream& out,
                const v1::ProbeList& list,
                Language language) {
  std::size_t width = 0;
  for (const auto& probe : list.probes())
    width = std::max(width, probe.id().size());
  for (const auto& probe : list.probes()) {
    out << std::left << std::setw(static_cast<int>(width)) << probe.id() << "  "
        << probe.title() << " (" << probe.seconds() << " s" << cost_of(probe)
        << ')';
    if (probe.unsupported() != v1::REASON_UNSPECIFIED) {
      out << "  " << word(Word::not_supported, language) << ": "
          << printable(probe.unsupported_why());
    }
    out << '\n';
  }
}

void print_result_line(std::ostream& out,
                       const v1::ProbeResult& result,
                       Language language) {
  out << std::left << std::setw(18) << result.probe_id() << "  "
      << outcome_word(result.outcome(), language) << colon(language)
      << printable(result.summary()) << '\n';
}

void print_measurements(std::ostream& out, const v1::ProbeResult& result) {
  for (const auto& measurement : result.measurements()) {
    out << "    " << result.probe_id() << '.' << measurement.name() << " = "
        << number(measurement.value());
    if (!measurement.unit().empty())
      out << ' ' << measurement.unit();
    if (measurement.has_sigma())
      out << " +- " << number(measurement.sigma());
    out << '\n';
  }
}

void print_diagnosis(std::ostream& out,
                     const v1::Diagnosis& diagnosis,
                     const diagnosis::Knowledge* knowledge,
                     Language language) {
  const bool same = knowledge && knowledge->hash == diagnosis.knowledge_hash();
  const auto* texts = same ? knowledge : nullptr;
  out << '\n';
  if (diagnosis.status() == v1::DIAGNOSIS_STATUS_NO_FAULT)
    out << word(Word::no_fault, language) << '\n';
  if (diagnosis.status() == v1::DIAGNOSIS_STATUS_UNKNOWN_FAULT)
    out << word(Word::unknown_fault, language) << '\n';
  if (diagnosis.status() == v1::DIAGNOSIS_STATUS_INCOMPLETE)
    out << word(Word::incomplete, language) << '\n';
  for (const auto& fault : diagnosis.faults())
    print_fault(out, fault, texts, language);
  if (!same && !diagnosis.faults().empty())
    out << word(Word::no_texts, language) << '\n';
  print_doubt(out, diagnosis, texts, language);
  if (diagnosis.not_measured().empty())
    return;
  out << word(Word::not_measured, language) << colon(language);
  std::string_view comma;
  for (const auto& id : diagnosis.not_measured()) {
    out << comma << id;
    comma = ", ";
  }
  out << '\n';
}

void print_status(std::ostream& out,
                  const v1::Status& status,
                  Language language) {
  const auto yes_no = [&](bool flag) {
    return word(flag ? Word::yes : Word::no, language);
  };
  out << "device      " << status.tenant() << '/' << status.device() << '\n'
      << "agent       " << status.agent_version() << '\n'
      << "firmware    " << status.firmware_version() << '\n'
      << "knowledge   " << status.knowledge_version() << ", "
      << status.knowledge_hash() << '\n';
  if (!status.knowledge_refused().empty())
    out << "            newer: " << printable(status.knowledge_refused())
        << '\n';
  out << "online      " << yes_no(status.online()) << " ("
      << printable(status.uplink()) << ")\n"
      << "waiting     " << status.waiting_entries() << " (dropped "
      << status.dropped_reports() << ")\n"
      << "session     " << yes_no(status.session_open());
  if (status.session_open()) {
    out << ", " << printable(status.session_operator()) << ", "
        << status.session_seconds_left() << " s";
  }
  out << "\nrunning     " << (status.running().empty() ? "-" : status.running())
      << '\n'
      << "memory      " << status.cost().rss_bytes() / 1024 << " KiB\n";
  if (status.has_last_diagnosis()) {
    out << "diagnosis   " << json_word(status.last_diagnosis().status());
    for (const auto& fault : status.last_diagnosis().faults())
      out << ' ' << fault.fault_id();
    out << '\n';
  }
}

void print_consents(std::ostream& out,
                    const v1::ConsentList& list,
                    Language language) {
  if (list.pending().empty())
    out << word(Word::nothing_waits, language) << '\n';
  for (const auto& pending : list.pending()) {
    out << pending.command_id() << "  " << pending.consent_class() << "  "
        << pending.seconds_left() << " s  " << printable(pending.operator_())
        << ": " << printable(pending.reason()) << "\n    "
        << printable(language == Language::zh ? pending.what_zh()
                                              : pending.what_en())
        << '\n';
  }
  const auto tell = [&](Word what, const auto& classes) {
    if (classes.empty())
      return;
    out << word(what, language) << colon(language);
    std::string_view comma;
    for (const auto& one : classes) {
      out << comma << printable(one);
      comma = ", ";
    }
    out << '\n';
  };
  tell(Word::allowed_for_session, list.for_session());
  tell(Word::never_asked, list.never());
}

}  // namespace soundcheck::cli
