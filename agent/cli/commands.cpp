#include "agent/cli/commands.hpp"

#include <algorithm>
#include <ostream>

#include "agent/cli/history.hpp"
#include "agent/cli/json.hpp"
#include "agent/cli/print.hpp"
#include "agent/cli/remedy.hpp"
#include "agent/cli/view.hpp"
#include "agent/cli/words.hpp"
#include "agent/cli/work.hpp"
#include "agent/output_file.hpp"
#include "agent/report.hpp"

namespace soundcheck::cli {

namespace asio = boost::asio;

namespace {

Task<v1::ProbeList> fetch_list(Backend& backend) {
  v1::LocalRequest request;
  request.set_id(1);
  request.mutable_list_probes();
  const auto done = co_await ask(backend, std::move(request), nullptr);
  if (!done)
    co_return done.error();
  co_return done->probe_list();
}

/// Whole areas become their probes, in the order of the catalog; each probe
/// once.
Result<std::vector<std::string>> expand(const std::vector<std::string>& asked,
                                        const v1::ProbeList& list) {
  std::vector<std::string> ids;
  for (const auto& name : asked) {
    bool known = false;
    for (const auto& probe : list.probes()) {
      if (probe.id() != name && !probe.id().starts_with(name + '.'))
        continue;
      known = true;
      if (std::find(ids.begin(), ids.end(), probe.id()) == ids.end())
        ids.push_back(probe.id());
    }
    if (known)
      continue;
    std::string all;
    for (const auto& probe : list.probes())
      all.append(" ").append(probe.id());
    return Error(Errc::unsupported,
                 "there is no probe \"" + name + "\"; there are:" + all);
  }
  return ids;
}

/// A request with one answer, which `print` shows.
asio::awaitable<Exit> show(const Work& work,
                           v1::LocalRequest request,
                           void (*print)(const Work&, const v1::Done&)) {
  request.set_id(1);
  const auto done = co_await ask(work.backend, std::move(request), nullptr);
  if (!done)
    co_return give_up(work, done.error());
  print(work, *done);
  co_return Exit::good;
}

View view_of(const Work& work) {
  return View(work.terminal.out,
              work.terminal.live ? &work.terminal.err : nullptr, work.options,
              work.terminal.columns);
}

/// Asks, and shows how it goes on.
Task<v1::Done> watch(const Work& work, v1::LocalRequest request, View& view) {
  auto done = co_await ask(
      work.backend, std::move(request),
      [&view](const auto& response) { view.show(response.progress()); });
  view.finish();
  co_return done;
}

asio::awaitable<Exit> run(const Work& work) {
  const auto probes = co_await fetch_list(work.backend);
  if (!probes)
    co_return give_up(work, probes.error());
  const auto ids = expand(work.options.probes, *probes);
  if (!ids) {
    tell_error(work.terminal, work.options, ids.error());
    co_return Exit::usage;
  }
  v1::LocalRequest request;
  request.set_id(2);
  for (const auto& id : *ids)
    request.mutable_run_probes()->add_probe_ids(id);
  auto view = view_of(work);
  const auto done = co_await watch(work, std::move(request), view);
  if (!done)
    co_return give_up(work, done.error());
  const std::vector<v1::ProbeResult> results(
      done->probe_results().results().begin(),
      done->probe_results().results().end());
  if (work.options.json)
    work.terminal.out << json_of(results) << '\n';
  for (const auto& result : results) {
    if (!work.options.json)
      print_measurements(work.terminal.out, result);
  }
  co_return exit_of(results);
}

/// For `soundcheck replay`. True also when nobody asked for it.
bool keep(const Work& work,
          const v1::Diagnosis& diagnosis,
          const std::vector<v1::ProbeResult>& results) {
  if (work.options.save.empty())
    return true;
  const auto kept =
      write_file(work.options.save, json_of(diagnosis, results) + '\n');
  if (!kept)
    tell_error(work.terminal, work.options, kept.error());
  return kept.has_value();
}

asio::awaitable<Exit> diagnose(const Work& work) {
  v1::LocalRequest request;
  request.set_id(2);
  auto& verb = *request.mutable_diagnose();
  verb.set_complaint(
      complaint_of(work.options.complaint).value_or(v1::COMPLAINT_UNSPECIFIED));
  for (const auto& word : work.options.circumstances)
    verb.add_circumstances(word);
  auto view = view_of(work);
  const auto done = co_await watch(work, std::move(request), view);
  if (!done)
    co_return give_up(work, done.error());
  if (work.options.json) {
    work.terminal.out << json_of(done->diagnosis(), view.results()) << '\n';
  } else {
    print_diagnosis(work.terminal.out, done->diagnosis(), work.knowledge,
                    work.options.language);
  }
  if (!keep(work, done->diagnosis(), view.results()))
    co_return Exit::cannot_create;
  co_return exit_of(done->diagnosis());
}

void print_list(const Work& work, const v1::Done& done) {
  if (work.options.json) {
    work.terminal.out << json_of(done.probe_list()) << '\n';
  } else {
    print_list(work.terminal.out, done.probe_list(), work.options.language);
  }
}

void print_status(const Work& work, const v1::Done& done) {
  if (work.options.json) {
    work.terminal.out << json_of(done.status()) << '\n';
  } else {
    print_status(work.terminal.out, done.status(), work.options.language);
  }
}

void print_history(const Work& work, const v1::Done& done) {
  if (work.options.json) {
    work.terminal.out << json_of(done.history()) << '\n';
  } else {
    cli::print_history(work.terminal.out, done.history(),
                       !work.options.series.empty());
  }
}

void print_consents(const Work& work, const v1::Done& done) {
  if (work.options.json) {
    work.terminal.out << json_of(done.consents()) << '\n';
  } else {
    print_consents(work.terminal.out, done.consents(), work.options.language);
  }
}

void print_remedies(const Work& work, const v1::Done& done) {
  if (work.options.json) {
    work.terminal.out << json_of_remedies(done.remedies(), work.knowledge)
                      << '\n';
  } else {
    cli::print_remedies(work.terminal.out, done.remedies(), work.knowledge,
                        work.options.language);
  }
}

asio::awaitable<Exit> apply_remedy(const Work& work) {
  v1::LocalRequest request;
  request.set_id(2);
  request.set_remedy(work.options.remedy);
  auto view = view_of(work);
  const auto done = co_await watch(work, std::move(request), view);
  if (!done)
    co_return give_up(work, done.error());
  if (done->remedies().remedies().empty())
    co_return give_up(work, Error(Errc::parse, "the daemon tells no result"));
  const auto& result = done->remedies().remedies(0);
  if (work.options.json)
    work.terminal.out << json_of(result) << '\n';
  else
    print_remedy(work.terminal.out, result, work.options.language);
  co_return exit_of(result);
}

void print_done(const Work& work, const v1::Done&) {
  const auto verb = work.options.verb;
  const auto said = verb == Verb::consent_allow    ? Word::allowed
                    : verb == Verb::consent_deny   ? Word::denied
                    : verb == Verb::consent_revoke ? Word::taken_back
                                                   : Word::session_ended;
  if (work.options.json) {
    work.terminal.out << "{\"done\":true}\n";
  } else {
    work.terminal.out << word(said, work.options.language) << '\n';
  }
}

asio::awaitable<Exit> dispatch(const Work& work) {
  const auto verb = work.options.verb;
  v1::LocalRequest request;
  switch (verb) {
    case Verb::list:
      request.mutable_list_probes();
      return show(work, request, print_list);
    case Verb::run:
      return run(work);
    case Verb::diagnose:
      return diagnose(work);
    case Verb::status:
      request.mutable_get_status();
      return show(work, request, print_status);
    case Verb::consent_list:
      request.mutable_get_consents();
      return show(work, request, print_consents);
    case Verb::history:
      request.mutable_get_history()->set_series(work.options.series);
      request.mutable_get_history()->set_days(work.options.days);
      return show(work, request, print_history);
    case Verb::consent_history:
      return consent_history(work);
    case Verb::consent_revoke:
      request.set_revoke_consent(work.options.consent_class);
      return show(work, request, print_done);
    case Verb::session_end:
      request.mutable_end_session()->set_by_mute(work.options.by_mute);
      return show(work, request, print_done);
    case Verb::remedy_list:
      request.set_remedy("");
      return show(work, request, print_remedies);
    case Verb::remedy_apply:
      return apply_remedy(work);
    case Verb::consent_allow:
    case Verb::consent_deny:
      break;
  }
  auto& answer = *request.mutable_answer_consent();
  answer.set_command_id(work.options.command_id);
  answer.set_allow(verb == Verb::consent_allow);
  if (work.options.for_session)
    answer.set_scope(v1::CONSENT_SCOPE_SESSION);
  if (work.options.for_ever)
    answer.set_scope(v1::CONSENT_SCOPE_NEVER);
  return show(work, request, print_done);
}

}  // namespace

asio::awaitable<Exit> execute(const Options& options,
                              Backend& backend,
                              const diagnosis::Knowledge* knowledge,
                              Terminal& terminal) {
  const Work work{options, backend, knowledge, terminal};
  const auto exit = co_await dispatch(work);
  co_return exit;
}

void tell_error(Terminal& terminal,
                const Options& options,
                const Error& error) {
  if (options.json) {
    terminal.out << json_of_error(std::string(to_string(error.code)),
                                  error.what)
                 << '\n';
  }
  terminal.err << "soundcheck: " << printable(error.what) << '\n';
}

}  // namespace soundcheck::cli
