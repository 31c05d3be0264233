#include <catch2/catch.hpp>
#include <fstream>
#include <sys/stat.h>

#include "agent/local/server.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/unit/agent/local/local_fixture.hpp"

using namespace soundcheck;
using test::LocalFixture;
using test::RawClient;
using test::run_request;

TEST_CASE("the socket is for owner and group only") {
  LocalFixture f;
  f.serve();

  struct stat info {};
  REQUIRE(::stat(f.file.c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0660);
}

TEST_CASE("a socket file of a dead daemon is replaced") {
  LocalFixture f;
  {
    boost::asio::local::stream_protocol::acceptor dead(
        f.io, boost::asio::local::stream_protocol::endpoint(f.file.string()));
  }
  REQUIRE(std::filesystem::exists(f.file));

  f.serve();

  RawClient client(f.file);
  client.send(run_request(1, "test.quick"));
  f.poll();
  CHECK(client.take().back().has_done());
}

TEST_CASE("a living daemon keeps its socket") {
  LocalFixture f;
  f.serve();

  const auto second = f.listen();

  REQUIRE(!second);
  CHECK(second.error().code == Errc::busy);
  CHECK(second.error().what ==
        f.file.string() + ": another soundcheckd listens there");
  CHECK(RawClient(f.file).connected());
}

TEST_CASE("a file that is no socket is left alone") {
  LocalFixture f;
  std::ofstream(f.file) << "precious";

  const auto server = f.listen();

  REQUIRE(!server);
  CHECK(server.error().what.find("is not a socket") != std::string::npos);
  CHECK(std::filesystem::file_size(f.file) == 8);
}

TEST_CASE("a folder that is not there is told, not thrown") {
  LocalFixture f;
  f.file = "/nonexistent/run/soundcheck.sock";

  const auto server = f.listen();

  REQUIRE(!server);
  CHECK(server.error().code == Errc::io);
}

TEST_CASE("stopping removes the file, drops clients and stops their runs") {
  LocalFixture f;
  f.serve();
  RawClient client(f.file);
  client.send(run_request(1, "test.slow"));
  f.poll();

  f.server->stop();
  f.poll();
  client.take();

  CHECK(client.gone());
  CHECK(f.clock.sleepers() == 0);
  CHECK(!std::filesystem::exists(f.file));
}
