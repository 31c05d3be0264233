#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cloud-sim/broker/broker.hpp"
#include "cloud-sim/cli/data_folder.hpp"
#include "cloud-sim/cloud.hpp"
#include "cloud-sim/http/api.hpp"
#include "cloud-sim/http/server.hpp"

namespace soundcheck::cloud::cli {

struct ServeOptions {
  std::string data;
  std::string tenant;
  std::string http = "127.0.0.1:8080";
  std::string mqtt = "127.0.0.1:8883";
  std::string broker;  ///< one that runs already; empty: our own
  std::string probe_http, probe_https;
  std::vector<std::string> names;
  std::string web, knowledge;
  int ready_fd = -1;
  std::string ready_file;
};

/// Everything of `serve`, put together. Built and run on the main thread.
class Service {
 public:
  explicit Service(ServeOptions options);
  ~Service();

  /// Errors: of the first part that could not start.
  Result<void> start();
  /// Until SIGTERM or SIGINT.
  void run();

 private:
  Result<void> open_data();
  Result<void> start_broker();
  Result<void> start_cloud();
  Result<void> start_http();
  Result<void> start_connectivity();
  Result<void> add_connectivity(const std::string& address, bool tls);
  boost::asio::awaitable<void> start_hub();
  std::optional<Knowledge> released_knowledge();
  void publish_knowledge();
  boost::asio::awaitable<void> watch_keys();
  void take_keys();
  void subscribed();
  void announce();
  boost::asio::awaitable<void> stop();

  ServeOptions options_;
  boost::asio::io_context io_{1};
  boost::asio::signal_set signals_{io_};
  std::string tenant_;
  std::filesystem::path data_;
  std::optional<Authority> authority_;
  std::optional<Publication> released_;
  std::optional<Knowledge> knowledge_;
  std::unique_ptr<Broker> broker_;
  Address broker_address_;
  std::unique_ptr<Hub> hub_;
  std::unique_ptr<Storage> storage_;
  std::unique_ptr<Cloud> cloud_;
  std::unique_ptr<Api> api_;
  std::vector<std::unique_ptr<Server>> servers_;
  boost::json::object ports_;  ///< what announce() tells
  bool announced_ = false;
};

}  // namespace soundcheck::cloud::cli
