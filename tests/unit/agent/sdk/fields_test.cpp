#include "agent/sdk/fields.hpp"

#include <catch2/catch.hpp>

#include "soundcheck/v1/local.pb.h"

// The library writes and reads the wire by itself; here its numbers are held
// against the code that is generated from the .proto files.

using namespace soundcheck;
namespace field = sdk::field;

TEST_CASE("requests have the numbers of the wire") {
  using Request = v1::LocalRequest;
  CHECK(field::request_id == Request::kIdFieldNumber);
  CHECK(field::run_probes == Request::kRunProbesFieldNumber);
  CHECK(field::diagnose == Request::kDiagnoseFieldNumber);
  CHECK(field::cancel == Request::kCancelFieldNumber);
  CHECK(field::answer_consent == Request::kAnswerConsentFieldNumber);
  CHECK(field::end_session == Request::kEndSessionFieldNumber);
  CHECK(field::get_status == Request::kGetStatusFieldNumber);
  CHECK(field::get_consents == Request::kGetConsentsFieldNumber);
  CHECK(field::post == Request::kPostFieldNumber);
  CHECK(field::get_text == Request::kGetTextFieldNumber);
  CHECK(field::watch == Request::kWatchFieldNumber);
  CHECK(field::offer_probe == Request::kOfferProbeFieldNumber);
  CHECK(field::give_verdict == Request::kGiveVerdictFieldNumber);
  CHECK(field::revoke_consent == Request::kRevokeConsentFieldNumber);
}

TEST_CASE("what stands in requests has the numbers of the wire") {
  CHECK(field::run_probe_ids == v1::RunProbes::kProbeIdsFieldNumber);
  CHECK(field::diagnose_complaint == v1::Diagnose::kComplaintFieldNumber);
  CHECK(field::diagnose_circumstances ==
        v1::Diagnose::kCircumstancesFieldNumber);
  CHECK(field::cancel_request_id == v1::LocalCancel::kRequestIdFieldNumber);
  CHECK(field::answer_command_id == v1::AnswerConsent::kCommandIdFieldNumber);
  CHECK(field::answer_allow == v1::AnswerConsent::kAllowFieldNumber);
  CHECK(field::info_id == v1::ProbeInfo::kIdFieldNumber);
  CHECK(field::info_title == v1::ProbeInfo::kTitleFieldNumber);
  CHECK(field::info_deadline_ms == v1::ProbeInfo::kDeadlineMsFieldNumber);
  CHECK(field::info_seconds == v1::ProbeInfo::kSecondsFieldNumber);
  CHECK(field::info_audible == v1::ProbeInfo::kAudibleFieldNumber);
  CHECK(field::info_interrupts_playback ==
        v1::ProbeInfo::kInterruptsPlaybackFieldNumber);
  CHECK(field::info_airtime == v1::ProbeInfo::kAirtimeFieldNumber);
}

TEST_CASE("answers have the numbers of the wire") {
  using Response = v1::LocalResponse;
  CHECK(field::response_id == Response::kIdFieldNumber);
  CHECK(field::response_progress == Response::kProgressFieldNumber);
  CHECK(field::response_error == Response::kErrorFieldNumber);
  CHECK(field::response_done == Response::kDoneFieldNumber);
  CHECK(field::error_reason == v1::LocalError::kReasonFieldNumber);
  CHECK(field::error_what == v1::LocalError::kWhatFieldNumber);
  CHECK(field::done_status == v1::Done::kStatusFieldNumber);
  CHECK(field::done_probe_results == v1::Done::kProbeResultsFieldNumber);
  CHECK(field::done_diagnosis == v1::Done::kDiagnosisFieldNumber);
  CHECK(field::done_consents == v1::Done::kConsentsFieldNumber);
  CHECK(field::done_text == v1::Done::kTextFieldNumber);
}

TEST_CASE("progress and results have the numbers of the wire") {
  using Progress = v1::Progress;
  using Result = v1::ProbeResult;
  CHECK(field::progress_probe_id == Progress::kProbeIdFieldNumber);
  CHECK(field::progress_fraction == Progress::kFractionFieldNumber);
  CHECK(field::progress_step == Progress::kStepFieldNumber);
  CHECK(field::progress_index == Progress::kProbeIndexFieldNumber);
  CHECK(field::progress_count == Progress::kProbeCountFieldNumber);
  CHECK(field::progress_finished == Progress::kFinishedFieldNumber);
  CHECK(field::results_result == v1::ProbeResults::kResultsFieldNumber);
  CHECK(field::result_probe_id == Result::kProbeIdFieldNumber);
  CHECK(field::result_outcome == Result::kOutcomeFieldNumber);
  CHECK(field::result_summary == Result::kSummaryFieldNumber);
  CHECK(field::result_measurements == Result::kMeasurementsFieldNumber);
  CHECK(field::result_findings == Result::kFindingsFieldNumber);
  CHECK(field::result_duration_ms == Result::kDurationMsFieldNumber);
  CHECK(field::measurement_name == v1::Measurement::kNameFieldNumber);
  CHECK(field::measurement_value == v1::Measurement::kValueFieldNumber);
  CHECK(field::measurement_unit == v1::Measurement::kUnitFieldNumber);
  CHECK(field::measurement_sigma == v1::Measurement::kSigmaFieldNumber);
  CHECK(field::finding_id == v1::Finding::kIdFieldNumber);
  CHECK(field::finding_presence == v1::Finding::kPresenceFieldNumber);
  CHECK(field::finding_evidence == v1::Finding::kEvidenceFieldNumber);
}

TEST_CASE("diagnosis, texts and status have the numbers of the wire") {
  CHECK(field::diagnosis_status == v1::Diagnosis::kStatusFieldNumber);
  CHECK(field::diagnosis_faults == v1::Diagnosis::kFaultsFieldNumber);
  CHECK(field::diagnosis_not_measured ==
        v1::Diagnosis::kNotMeasuredFieldNumber);
  CHECK(field::fault_id == v1::RankedFault::kFaultIdFieldNumber);
  CHECK(field::fault_code == v1::RankedFault::kCodeFieldNumber);
  CHECK(field::fault_probability == v1::RankedFault::kProbabilityFieldNumber);
  CHECK(field::text_en == v1::Text::kEnFieldNumber);
  CHECK(field::text_zh == v1::Text::kZhFieldNumber);
  CHECK(field::status_online == v1::Status::kOnlineFieldNumber);
  CHECK(field::status_session_open == v1::Status::kSessionOpenFieldNumber);
  CHECK(field::status_session_operator ==
        v1::Status::kSessionOperatorFieldNumber);
  CHECK(field::status_session_seconds_left ==
        v1::Status::kSessionSecondsLeftFieldNumber);
  CHECK(field::status_running == v1::Status::kRunningFieldNumber);
  CHECK(field::status_revision == v1::Status::kRevisionFieldNumber);
  CHECK(field::status_last_diagnosis == v1::Status::kLastDiagnosisFieldNumber);
  CHECK(field::consents_pending == v1::ConsentList::kPendingFieldNumber);
  CHECK(field::consent_last_text == v1::PendingConsent::kWhatZhFieldNumber);
  CHECK(field::consent_seconds_left ==
        v1::PendingConsent::kSecondsLeftFieldNumber);
}
