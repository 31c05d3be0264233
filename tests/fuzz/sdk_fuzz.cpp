// Bytes that a daemon may send, as libsoundcheck reads them. What both it and
// protobuf take for a LocalResponse must be the same to both.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <google/protobuf/stubs/logging.h>

#include "agent/sdk/answers.hpp"
#include "agent/sdk/socket.hpp"
#include "soundcheck/v1/local.pb.h"

using namespace soundcheck;

namespace {

/// Goes to the end of every text.
std::size_t touch(const soundcheck_result& result) {
  auto sum = std::strlen(result.probe_id) + std::strlen(result.summary);
  for (std::size_t i = 0; i < result.measurement_count; ++i)
    sum += std::strlen(result.measurements[i]->name) +
           std::strlen(result.measurements[i]->unit);
  for (std::size_t i = 0; i < result.finding_count; ++i)
    sum += std::strlen(result.findings[i]->id) +
           std::strlen(result.findings[i]->evidence);
  if (result.outcome < SOUNDCHECK_PASSED || result.outcome > SOUNDCHECK_STOPPED)
    std::abort();
  return sum;
}

std::size_t read_done(std::string_view body) {
  std::size_t sum = 0;
  const OwnedResults results(body);
  for (std::size_t i = 0; i < results.count; ++i)
    sum += touch(*results.items[i]);
  const OwnedDiagnosis diagnosis(body);
  for (std::size_t i = 0; i < diagnosis.fault_count; ++i)
    sum += std::strlen(diagnosis.faults[i]->id);
  for (std::size_t i = 0; i < diagnosis.not_measured_count; ++i)
    sum += std::strlen(diagnosis.not_measured[i]);
  for (const bool chinese : {false, true}) {
    const OwnedAdvice advice(diagnosis, chinese);
    if (*advice.sentence == '\0')
      std::abort();
    sum += std::strlen(advice.fault_id) + sdk::text_of(body, chinese).size();
  }
  sum += sdk::revision_of(body);
  const sdk::State state(body, body);
  for (std::size_t i = 0; i < state.view.consent_count; ++i)
    sum += std::strlen(state.view.consents[i]->what_zh);
  return sum + std::strlen(state.view.running);
}

void read(const std::string& payload) {
  sdk::Response response;
  const bool readable = sdk::read_response(payload, response);
  v1::LocalResponse same;
  if (readable && same.ParseFromString(payload)) {
    if (response.id != same.id() ||
        (same.has_done() && response.kind != sdk::Response::Kind::done))
      std::abort();
  }
  if (response.kind == sdk::Response::Kind::done)
    (void)read_done(response.body);
  if (response.kind == sdk::Response::Kind::error &&
      sdk::read_error(response.body).error >= 0)
    std::abort();
  if (response.kind == sdk::Response::Kind::progress) {
    const sdk::Progress progress(response.body);
    if (progress.view.finished)
      (void)touch(*progress.view.finished);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  static const auto quiet = google::protobuf::SetLogHandler(nullptr);
  (void)quiet;
  std::string stream(reinterpret_cast<const char*>(data), size);
  std::string payload;
  while (sdk::take_payload(stream, payload) == SOUNDCHECK_OK)
    read(payload);
  return 0;
}
