#include "probes/board/linux/path_sockets.hpp"

#include "probes/board/linux/anchor_knock.hpp"
#include "probes/board/linux/echo_series.hpp"
#include "probes/board/linux/far_host.hpp"

namespace soundcheck {

namespace {

Result<std::vector<HostAddress>> parse_all(
    const std::vector<std::string>& hosts) {
  std::vector<HostAddress> addresses;
  for (const auto& host : hosts) {
    const auto address = parse_far_host(host);
    if (!address)
      return address.error();
    addresses.push_back(*address);
  }
  return addresses;
}

Error with_need(Error error) {
  if (error.code == Errc::denied)
    error.what = "needs CAP_NET_RAW, or its group in ping_group_range";
  return error;
}

}  // namespace

Task<std::vector<bool>> PathSockets::answering(
    std::vector<std::string> hosts,
    std::chrono::milliseconds timeout) {
  const std::function<Result<std::vector<bool>>(std::stop_token)> job =
      [hosts,
       timeout](const std::stop_token& stop) -> Result<std::vector<bool>> {
    const auto addresses = parse_all(hosts);
    if (!addresses)
      return addresses.error();
    return knock_at_anchors(*addresses, timeout, stop);
  };
  return run_blocking<std::vector<bool>>(worker_, job);
}

Task<std::vector<EchoSeries>> PathSockets::echo(
    std::vector<std::string> hosts,
    int count,
    std::chrono::milliseconds interval) {
  const std::function<Result<std::vector<EchoSeries>>(std::stop_token)> job =
      [hosts, count, interval](
          const std::stop_token& stop) -> Result<std::vector<EchoSeries>> {
    const auto addresses = parse_all(hosts);
    if (!addresses)
      return addresses.error();
    auto series = echo_series(*addresses, count, interval, stop);
    if (!series)
      return with_need(series.error());
    return series;
  };
  return run_blocking<std::vector<EchoSeries>>(worker_, job);
}

Task<std::vector<Passage>> PathSockets::pass(std::string host,
                                             std::vector<std::size_t> sizes) {
  const std::function<Result<std::vector<Passage>>(std::stop_token)> job =
      [host,
       sizes](const std::stop_token& stop) -> Result<std::vector<Passage>> {
    const auto address = parse_far_host(host);
    if (!address)
      return address.error();
    auto ends = pass_sizes(*address, sizes, stop);
    if (!ends)
      return with_need(ends.error());
    return ends;
  };
  return run_blocking<std::vector<Passage>>(worker_, job);
}

}  // namespace soundcheck
