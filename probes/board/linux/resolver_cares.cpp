#include "probes/board/linux/resolver_cares.hpp"

#include "probes/board/linux/dns_question.hpp"
#include "probes/board/linux/resolv_conf.hpp"

namespace soundcheck {

Task<std::vector<std::string>> ResolverCares::servers() {
  // No file is no server: the C library would ask this very machine then.
  const auto text = root_.read("/etc/resolv.conf");
  if (!text)
    co_return text.error();
  co_return parse_resolv_conf(text->value_or(""));
}

Task<DnsAnswer> ResolverCares::ask(std::string server,
                                   std::string name,
                                   std::chrono::milliseconds timeout) {
  const std::function<Result<DnsAnswer>(std::stop_token)> job =
      [server, name, timeout](std::stop_token stop) {
        return ask_dns_server(server, name, timeout, stop);
      };
  return run_blocking<DnsAnswer>(worker_, job);
}

}  // namespace soundcheck
