#pragma once

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <span>
#include <string>

#include "cloud-sim/cloud.hpp"
#include "cloud-sim/http/event_ring.hpp"
#include "cloud-sim/http/guard.hpp"
#include "cloud-sim/http/knowledge.hpp"
#include "cloud-sim/http/rate_limit.hpp"
#include "cloud-sim/http/router.hpp"
#include "cloud-sim/http/static_files.hpp"

namespace soundcheck::cloud {

/// The only request with a large body.
inline constexpr const char* knowledge_releases_path =
    "/api/v1/knowledge/releases";

struct ApiSettings {
  std::filesystem::path web_folder;
  std::set<std::string> host_names;  ///< besides localhost
  bool check_host = true;
  std::optional<Knowledge> knowledge;
};

/// All that is asked over HTTP: the gate (host, rate, token, role), the routes,
/// the console's files, and the events for those who listen.
class Api {
 public:
  Api(Cloud& cloud, ApiSettings settings);

  /// Always answers. A request for the event stream is answered with status
  /// 200 and no body when it may be had; see wants_events().
  boost::asio::awaitable<Response> answer(Request request);
  static bool wants_events(const Request& request);

  Cloud& cloud() { return cloud_; }
  EventRing& events() { return events_; }
  const std::optional<Knowledge>& knowledge() const {
    return settings_.knowledge;
  }
  /// Takes its words and judges cases by it, when it is newer. `bytes` are a
  /// serialised KnowledgeBase.
  void use(const std::string& bytes);
  /// False when this peer has guessed too often.
  bool may_guess(const std::string& remote);

 private:
  boost::asio::awaitable<Response> route(Request request);
  boost::asio::awaitable<std::optional<Response>> admit(Request& request,
                                                        Right needed);
  void tell(const Changes& changes);

  Cloud& cloud_;
  ApiSettings settings_;
  HostGuard hosts_;
  StaticFiles files_;
  EventRing events_;
  RateLimit guesses_;
  RateLimit writes_;
};

std::span<const Route> account_routes();
std::span<const Route> approval_routes();
std::span<const Route> fleet_routes();
std::span<const Route> assist_routes();
std::span<const Route> case_routes();
std::span<const Route> knowledge_routes();

/// Whether whoever asks may; the answer to those who may not.
bool has_right(const Request& request, Right right);
Response forbidden(const Request& request, Right right);
std::span<const Route> bundle_routes();

}  // namespace soundcheck::cloud
