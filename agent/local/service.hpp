#pragma once

#include <functional>
#include <string>
#include <vector>

#include "agent/checkup.hpp"
#include "agent/diagnosis/knowledge.hpp"
#include "agent/local/access.hpp"
#include "agent/local/app_probe_desk.hpp"
#include "agent/local/app_reports.hpp"
#include "agent/local/consent_desk.hpp"
#include "soundcheck/v1/local.pb.h"

namespace soundcheck::remedies {
class Remedies;
}

namespace soundcheck::local {

/// What local clients may reach, and who learns of what they did. All of it
/// outlives the io_context's run.
struct Ports {
  Checkup& checkup;
  ConsentDesk& desk;
  std::function<Task<v1::Status>()> status;
  // Take what ran to its end and return once it is safe: the client is answered
  // only then, so that nothing it was told of can be lost. May be empty.
  std::function<boost::asio::awaitable<void>(std::vector<ProbeRun>)> keep_runs;
  std::function<boost::asio::awaitable<void>(CheckupResult)> keep_diagnosis;
  /// May be empty: nobody keeps a history.
  std::function<Task<v1::HistoryList>(v1::ShowMeasurements)> history = {};
  Access access = {};
  /// Null without a daemon: nobody keeps or waits for anything.
  AppReports* app_reports = nullptr;
  Bell* bell = nullptr;
  /// What is known of faults now. Empty without a daemon.
  std::function<const diagnosis::Knowledge&()> knowledge = {};
  /// Null where programs cannot offer any.
  AppProbeDesk* app_probes = nullptr;
  remedies::Remedies* remedies = nullptr;  ///< null: nobody applies any
};

/// Does what one request asks. `progress` is called on the way; the answer
/// returned is the one that ends the request. Cancelled: an error that says so.
/// LocalCancel is not for here: it concerns the requests of a connection.
/// `client` is its number, 0 in this process.
boost::asio::awaitable<v1::LocalResponse> serve(
    const Ports& ports,
    v1::LocalRequest request,
    std::function<void(v1::LocalResponse)> progress,
    std::uint64_t client = 0);

/// The verbs that libsoundcheck brings to other programs.
boost::asio::awaitable<v1::LocalResponse> serve_program(
    const Ports& ports,
    v1::LocalRequest request,
    std::uint64_t client);

/// An answer of success without a result yet.
v1::LocalResponse done(std::uint64_t id);
v1::LocalResponse answer(std::uint64_t id, const Result<void>& result);
/// What a client needs for it.
Right right_for(v1::LocalRequest::VerbCase verb);

v1::LocalResponse failure(std::uint64_t id, const Error& error);

}  // namespace soundcheck::local
