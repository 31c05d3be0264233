#include "cloud-sim/cli/service.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <iostream>
#include <pwd.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include "cloud-sim/http/connection.hpp"
#include "cloud-sim/http/connectivity.hpp"
#include "cloud-sim/pki/secret_file.hpp"
#include "cloud-sim/store/publications.hpp"
#include "cloud-sim/store/tokens.hpp"
#include "cloud-sim/unattended.hpp"

namespace soundcheck::cloud::cli {
namespace asio = boost::asio;
namespace fs = std::filesystem;
namespace {

constexpr std::size_t max_connections = 512;

/// share/soundcheck beside the bin folder that this program is in.
fs::path shared_folder() {
  std::error_code failed;
  const auto self = fs::read_symlink("/proc/self/exe", failed);
  return self.parent_path().parent_path() / "share" / "soundcheck";
}

std::string own_user() {
  const passwd* user = ::getpwuid(::geteuid());
  return user == nullptr ? "mosquitto" : user->pw_name;
}

}  // namespace

Service::Service(ServeOptions options) : options_(std::move(options)) {
  if (options_.web.empty())
    options_.web = shared_folder() / "web";
  if (options_.knowledge.empty())
    options_.knowledge = shared_folder() / "knowledge.pb";
}

Service::~Service() = default;

Result<void> Service::start() {
  // Broken pipes are told by the call that meets them.
  std::signal(SIGPIPE, SIG_IGN);
  for (const auto part :
       {&Service::open_data, &Service::start_broker, &Service::start_cloud,
        &Service::start_http, &Service::start_connectivity}) {
    const auto started = (this->*part)();
    if (!started)
      return started;
  }
  asio::co_spawn(io_, start_hub(), Unattended{});
  asio::co_spawn(io_, cloud_->sweep(), Unattended{});
  asio::co_spawn(io_, watch_keys(), Unattended{});
  signals_.add(SIGTERM);
  signals_.add(SIGINT);
  signals_.async_wait([this](boost::system::error_code failed, int) {
    if (!failed)
      asio::co_spawn(io_, stop(), Unattended{});
  });
  return {};
}

Result<void> Service::open_data() {
  auto data = open_data_folder(options_.data, options_.tenant);
  if (!data)
    return data.error();
  tenant_ = data->tenant;
  data_ = data->path;
  released_ = last_publication(*data->db);
  if (list_tokens(*data->db).empty())
    std::cerr << "nobody may log in yet; make a token:\n  soundcheck-cloud "
                 "token add --name NAME --role admin --data "
              << data_.string() << "\n";
  auto authority = Authority::open(data_, tenant_, options_.names);
  if (!authority)
    return authority.error();
  authority_ = std::move(*authority);
  auto storage = Storage::open((data_ / "cloud.db").string());
  if (!storage)
    return storage.error();
  storage_ = std::move(*storage);
  return {};
}

Result<void> Service::start_broker() {
  const bool own = options_.broker.empty();
  const auto address = parse_address(own ? options_.mqtt : options_.broker);
  if (!address)
    return address.error();
  broker_address_ = *address;
  if (own) {
    auto broker = Broker::start(io_.get_executor(),
                                {.address = address->host,
                                 .port = address->port,
                                 .tenant = tenant_,
                                 .folder = data_ / "broker",
                                 .user = own_user()},
                                authority_->files());
    if (!broker)
      return broker.error();
    broker_ = std::move(*broker);
    broker_address_.port = broker_->port();
    // One that listens everywhere is reached by us on loopback.
    if (broker_address_.host == "0.0.0.0")
      broker_address_.host = "127.0.0.1";
    asio::co_spawn(io_, broker_->watch(), Unattended{});
  }
  ports_["mqtt"] = broker_address_.port;
  const auto& files = authority_->files();
  hub_ = std::make_unique<Hub>(io_.get_executor(),
                               HubSettings{.host = broker_address_.host,
                                           .port = broker_address_.port,
                                           .tenant = tenant_,
                                           .ca_file = files.ca_cert,
                                           .cert_file = files.cloud_cert,
                                           .key_file = files.cloud_key});
  return {};
}

/// What was released last may be newer than what is installed.
std::optional<Knowledge> Service::released_knowledge() {
  if (!released_ || released_->withdrawn_ms != 0)
    return std::nullopt;
  auto knowledge = parse_knowledge(released_->knowledge);
  released_.reset();
  return knowledge ? std::optional(std::move(*knowledge)) : std::nullopt;
}

Result<void> Service::start_cloud() {
  auto knowledge = load_knowledge(options_.knowledge);
  if (auto released = released_knowledge();
      released && (!knowledge || released->version > knowledge->version))
    knowledge = std::move(*released);
  FaultCatalog catalog;
  if (knowledge) {
    catalog = catalog_of(*knowledge);
    knowledge_ = std::move(*knowledge);
  } else {
    spdlog::warn("no knowledge base, so nothing raises a case: {}",
                 knowledge.error().what);
  }
  cloud_ = std::make_unique<Cloud>(io_.get_executor(), *storage_, *hub_,
                                   authority_->signer(), tenant_,
                                   std::move(catalog));
  return {};
}

Result<void> Service::start_http() {
  auto acceptor = inherited_listener(io_.get_executor());
  if (!acceptor && acceptor.error().kind == Errc::not_found) {
    const auto address = parse_address(options_.http);
    if (!address)
      return address.error();
    acceptor = listen_on(io_.get_executor(), *address);
  }
  if (!acceptor)
    return acceptor.error();
  ApiSettings settings;
  settings.web_folder = options_.web;
  settings.check_host = acceptor->local_endpoint().address().is_loopback();
  settings.host_names = {options_.names.begin(), options_.names.end()};
  settings.knowledge = std::move(knowledge_);
  api_ = std::make_unique<Api>(*cloud_, std::move(settings));
  auto serve = [api = api_.get()](asio::ip::tcp::socket socket) {
    return serve_connection(std::move(socket), *api);
  };
  servers_.push_back(
      std::make_unique<Server>(std::move(*acceptor), max_connections, serve));
  ports_["http"] = servers_.back()->port();
  asio::co_spawn(io_, servers_.back()->run(), Unattended{});
  return {};
}

Result<void> Service::start_connectivity() {
  if (!options_.probe_http.empty()) {
    const auto added = add_connectivity(options_.probe_http, false);
    if (!added)
      return added;
  }
  if (!options_.probe_https.empty())
    return add_connectivity(options_.probe_https, true);
  return {};
}

Result<void> Service::add_connectivity(const std::string& text, bool tls) {
  const auto address = parse_address(text);
  if (!address)
    return address.error();
  auto acceptor = listen_on(io_.get_executor(), *address);
  if (!acceptor)
    return acceptor.error();
  Server::Serve serve = serve_connectivity;
  if (tls) {
    const auto context = server_tls(authority_->files());
    if (!context)
      return context.error();
    serve = [context = *context](asio::ip::tcp::socket socket) {
      return serve_connectivity_tls(std::move(socket), context);
    };
  }
  servers_.push_back(
      std::make_unique<Server>(std::move(*acceptor), max_connections, serve));
  ports_[tls ? "probe_https" : "probe_http"] = servers_.back()->port();
  asio::co_spawn(io_, servers_.back()->run(), Unattended{});
  return {};
}

asio::awaitable<void> Service::start_hub() {
  // Paho looks once a second whether a refused connection can be made now.
  if (broker_)
    co_await broker_->listening();
  hub_->start({.subscribed = [this] { subscribed(); },
               .lost = [](const std::string&) {},
               .received =
                   [this](Topic topic, std::string payload) {
                     cloud_->received(std::move(topic), std::move(payload));
                   }});
}

void Service::publish_knowledge() {
  asio::co_spawn(io_, cloud_->publish_knowledge(), Unattended{});
}

asio::awaitable<void> Service::watch_keys() {
  const auto& file = authority_->files().keys.manifest;
  std::error_code failed;
  auto seen = fs::last_write_time(file, failed);
  int rounds = 0;
  asio::steady_timer timer(io_);
  for (;;) {
    timer.expires_after(std::chrono::seconds(1));
    co_await timer.async_wait(asio::use_awaitable);
    const auto now = fs::last_write_time(file, failed);
    // Keys end without anybody writing a file.
    const bool hour_over = ++rounds % 3600 == 0;
    if (failed || (now == seen && !hour_over))
      continue;
    seen = now;
    const auto renewed = authority_->refresh_keys();
    if (!renewed)
      spdlog::error("taking over the new keys: {}", renewed.error().what);
    else if (*renewed)
      take_keys();
  }
}

void Service::take_keys() {
  spdlog::info("key manifest {} is in force",
               authority_->signer().manifest().manifest.version());
  cloud_->publish_keys();
  publish_knowledge();
}

void Service::subscribed() {
  cloud_->publish_keys();
  publish_knowledge();
  if (!announced_)
    announce();
  announced_ = true;
}

void Service::announce() {
  const auto url =
      "http://127.0.0.1:" + std::to_string(servers_.front()->port());
  ports_["url"] = url;
  ports_["pid"] = ::getpid();
  ports_["broker_pid"] = broker_ ? broker_->pid() : 0;
  const auto line = boost::json::serialize(ports_) + "\n";
  std::cout << "console  " << url << "\n"
            << "broker   " << to_string(broker_address_) << "\n"
            << "ready    " << line << std::flush;
  if (options_.ready_fd >= 0) {
    if (::write(options_.ready_fd, line.data(), line.size()) < 0)
      spdlog::warn("cannot write to --ready-fd {}", options_.ready_fd);
    ::close(options_.ready_fd);
  }
  if (options_.ready_file.empty())
    return;
  const auto written = write_file(options_.ready_file, line, Access::open);
  if (!written)
    spdlog::warn("{}", written.error().what);
}

void Service::run() {
  io_.run();
}

asio::awaitable<void> Service::stop() {
  for (auto& server : servers_)
    server->stop();
  hub_->stop();
  if (broker_)
    co_await broker_->stop();
  io_.stop();
}

}  // namespace soundcheck::cloud::cli
