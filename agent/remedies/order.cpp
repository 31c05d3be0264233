#include "agent/remedies/order.hpp"

#include "agent/wire_text.hpp"

namespace soundcheck::remedies {

namespace {

constexpr std::size_t max_detail_bytes = 400;

}  // namespace

void end(v1::RemedyResult& result,
         v1::RemedyOutcome outcome,
         std::string_view detail) {
  result.set_outcome(outcome);
  result.set_detail(wire_text(detail, max_detail_bytes));
}

v1::RemedyResult result_of(const Attempt& attempt) {
  v1::RemedyResult result;
  result.set_remedy_id(attempt.remedy_id);
  result.set_fault_id(attempt.fault_id);
  result.set_automatic(attempt.automatic);
  end(result, attempt.outcome, attempt.detail);
  return result;
}

}  // namespace soundcheck::remedies
