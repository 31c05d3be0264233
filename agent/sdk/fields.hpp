#pragma once

// The numbers of the fields in proto/soundcheck/v1, where they are explained; a
// unit test holds each of them against the generated code.
namespace soundcheck::sdk::field {

// LocalRequest
constexpr unsigned request_id = 1;
constexpr unsigned get_status = 10;
constexpr unsigned run_probes = 12;
constexpr unsigned diagnose = 13;
constexpr unsigned cancel = 14;
constexpr unsigned get_consents = 15;
constexpr unsigned answer_consent = 16;
constexpr unsigned end_session = 17;
constexpr unsigned post = 20;
constexpr unsigned get_text = 22;
constexpr unsigned watch = 23;
constexpr unsigned offer_probe = 24;
constexpr unsigned give_verdict = 25;
constexpr unsigned revoke_consent = 35;

// What stands in them
constexpr unsigned run_probe_ids = 1;
constexpr unsigned diagnose_complaint = 1;
constexpr unsigned diagnose_circumstances = 2;
constexpr unsigned cancel_request_id = 1;
constexpr unsigned answer_command_id = 1;
constexpr unsigned answer_allow = 2;
constexpr unsigned info_id = 1;
constexpr unsigned info_title = 2;
constexpr unsigned info_deadline_ms = 3;
constexpr unsigned info_seconds = 4;
constexpr unsigned info_audible = 5;
constexpr unsigned info_interrupts_playback = 6;
constexpr unsigned info_airtime = 7;

// LocalResponse
constexpr unsigned response_id = 1;
constexpr unsigned response_progress = 10;
constexpr unsigned response_error = 11;
constexpr unsigned response_done = 12;
constexpr unsigned error_reason = 1;
constexpr unsigned error_what = 2;

// Done
constexpr unsigned done_status = 1;
constexpr unsigned done_probe_results = 3;
constexpr unsigned done_diagnosis = 4;
constexpr unsigned done_consents = 5;
constexpr unsigned done_text = 10;

// Progress
constexpr unsigned progress_probe_id = 1;
constexpr unsigned progress_fraction = 2;
constexpr unsigned progress_step = 3;
constexpr unsigned progress_index = 4;
constexpr unsigned progress_count = 5;
constexpr unsigned progress_finished = 7;

// ProbeResults, ProbeResult, Measurement, Finding
constexpr unsigned results_result = 1;
constexpr unsigned result_probe_id = 1;
constexpr unsigned result_outcome = 2;
constexpr unsigned result_summary = 4;
constexpr unsigned result_measurements = 5;
constexpr unsigned result_findings = 6;
constexpr unsigned result_duration_ms = 8;
constexpr unsigned measurement_name = 1;
constexpr unsigned measurement_value = 2;
constexpr unsigned measurement_unit = 3;
constexpr unsigned measurement_sigma = 4;
constexpr unsigned finding_id = 1;
constexpr unsigned finding_presence = 2;
constexpr unsigned finding_evidence = 3;

// Diagnosis, RankedFault, Text
constexpr unsigned diagnosis_status = 1;
constexpr unsigned diagnosis_faults = 2;
constexpr unsigned diagnosis_not_measured = 3;
constexpr unsigned fault_id = 1;
constexpr unsigned fault_code = 2;
constexpr unsigned fault_probability = 3;
constexpr unsigned text_en = 1;
constexpr unsigned text_zh = 2;

// Status, ConsentList, PendingConsent: its texts are fields 1 to 6
constexpr unsigned status_online = 7;
constexpr unsigned status_session_open = 12;
constexpr unsigned status_session_operator = 13;
constexpr unsigned status_session_seconds_left = 14;
constexpr unsigned status_running = 15;
constexpr unsigned status_revision = 20;
constexpr unsigned status_last_diagnosis = 17;
constexpr unsigned consents_pending = 1;
constexpr unsigned consent_last_text = 6;
constexpr unsigned consent_seconds_left = 7;

}  // namespace soundcheck::sdk::field
