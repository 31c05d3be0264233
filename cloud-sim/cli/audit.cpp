#include <iostream>

#include "cloud-sim/cli/commands.hpp"
#include "cloud-sim/cli/exit_codes.hpp"
#include "cloud-sim/cli/print.hpp"
#include "cloud-sim/cli/sending.hpp"

// The log of what was done to a device from afar, and whether it is whole.
namespace soundcheck::cloud::cli {
namespace json = boost::json;
namespace {

struct Options : SendOptions {
  std::int64_t from = 1;
  bool kept = false;  ///< ask nobody but the cloud
};

std::string path_of(const Options& options, std::int64_t from, int limit) {
  return "/devices/" + encoded(options.device) +
         "/audit?from=" + std::to_string(from) +
         "&limit=" + std::to_string(limit);
}

/// Has the cloud read on until the device's log has no more; each asking adds
/// lines of its own, so the end of the first answer that is not full is enough.
Result<json::object> read_on(const Client& client, const Options& options) {
  for (;;) {
    auto view = client.get(path_of(options, 1, 0));
    if (!view || !view->at("problem").is_null())
      return view;
    const auto last = view->at("last").as_int64();
    json::object body{
        {"verb", "read_audit"}, {"from", last + 1}, {"limit", 200}};
    const auto ended = send_and_wait(client, options, std::move(body),
                                     options.watch && !options.json);
    if (!ended)
      return ended.error();
    if (shown(*ended, "state") != "succeeded") {
      return Error(
          Errc::unavailable, "not_read",
          "the device did not show its log: " + shown(*ended, "state") + " " +
              shown(*ended, "refusal") + " " + shown(*ended, "detail"));
    }
    if (ended->at("audit").as_array().size() < 20)
      return client.get(path_of(options, 1, 0));
  }
}

int verify(const Options& options) {
  const auto client = Client::open(options.client);
  if (!client)
    return fail(client.error());
  const auto view = options.kept ? client->get(path_of(options, 1, 0))
                                 : read_on(*client, options);
  if (!view)
    return fail(view.error());
  const bool sound = view->at("problem").is_null();
  if (options.json) {
    print_json(*view);
  } else if (!sound) {
    std::cout << shown(view->at("problem").as_object(), "what") << "\n";
  } else if (view->at("last").as_int64() == 0) {
    std::cout << "nothing was read yet\n";
  } else {
    std::cout << "lines " << shown(*view, "first") << " to "
              << shown(*view, "last") << " are a sound chain\n";
    for (const auto& gap : view->at("unread").as_array())
      std::cout << "  not read: " << shown(gap.as_object(), "first") << " to "
                << shown(gap.as_object(), "last") << "\n";
  }
  if (!sound)
    return fault_found;
  return view->at("last").as_int64() == 0 ? could_not_tell : healthy;
}

int show(const Options& options) {
  const auto client = Client::open(options.client);
  if (!client)
    return fail(client.error());
  auto from = options.from;
  for (;;) {
    const auto view = client->get(path_of(options, from, 500));
    if (!view)
      return fail(view.error());
    const auto& lines = view->at("lines").as_array();
    for (const auto& line : lines)
      std::cout << printable(line.as_string()) << "\n";
    if (lines.empty())
      return healthy;
    const auto last = json::parse(lines.back().as_string());
    from = last.at("n").as_int64() + 1;
  }
}

}  // namespace

void add_audit(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* audit = app.add_subcommand(
      "audit", "The log of what was done to a device from afar");
  audit->require_subcommand(1);
  auto* check = audit->add_subcommand(
      "verify", "Read on in it, and tell whether it is whole: 0 yes, 1 no");
  add_send_options(*check, *options);
  check->add_flag("--kept", options->kept,
                  "Judge what was read before; ask no device");
  check->callback([=, &exit_code] { exit_code = verify(*options); });

  auto* print = audit->add_subcommand("show", "Print what was read of it");
  add_client_options(*print, options->client);
  print->add_option("DEVICE", options->device, "Device id")->required();
  print->add_option("--from", options->from, "From that line on")
      ->capture_default_str();
  print->callback([=, &exit_code] { exit_code = show(*options); });
}

}  // namespace soundcheck::cloud::cli
