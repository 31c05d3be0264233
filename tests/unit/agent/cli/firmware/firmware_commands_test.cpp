#include "agent/cli/firmware/firmware_commands.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "tests/unit/agent/firmware/sealing.hpp"

using namespace soundcheck;
using namespace soundcheck::cli;
namespace fs = std::filesystem;

namespace {

struct Ended {
  Exit exit;
  std::string out, err;
};

Ended run(const FirmwareOptions& options) {
  std::ostringstream out, err;
  const auto exit = execute_firmware(options, out, err);
  return {exit, out.str(), err.str()};
}

/// A manufacturer, an image, and what was signed of it.
struct Fixture {
  Fixture() {
    folder.write("root/etc/os-release", "ID=tune\nVERSION_ID=2.4.1\n");
    folder.write("root/lib/wifi.bin", "blob");
    folder.write("root/sys/firmware/devicetree/base/model", "tune-one");
    folder.write("m.toml", R"(product = "tune-one"
version = "2.4.1"
counter = 17
key_id = "release-1"
[[file]]
path = "/etc/os-release"
[[file]]
path = "/lib/wifi.bin"
[[component]]
name = "wifi"
version = "7.45"
file = "/lib/wifi.bin"
)");
    REQUIRE(run(sign()).exit == Exit::good);
  }

  std::string file(const char* name) const {
    return (folder.path() / name).string();
  }
  FirmwareOptions sign() const {
    FirmwareOptions options;
    options.verb = FirmwareVerb::sign;
    options.manifest = file("m.toml");
    options.root = file("root");
    options.key = maker.private_key();
    options.out = file("m.pb");
    return options;
  }
  FirmwareOptions verify() const {
    FirmwareOptions options;
    options.verb = FirmwareVerb::verify;
    options.manifest = file("m.pb");
    options.keys = maker.keys();
    options.root = file("root");
    return options;
  }
  /// A speaker with this configuration besides the manifest.
  FirmwareOptions verify_configured(const std::string& more) const {
    folder.write("state/firmware-counter", "18\n");
    folder.write("c.toml", "[firmware]\nmanifest = '" + file("m.pb") +
                               "'\nkeys = '" + maker.keys().string() +
                               "'\n[paths]\nroot = '" + file("root") +
                               "'\nstate_dir = '" + file("state") + "'\n" +
                               more);
    FirmwareOptions options;
    options.verb = FirmwareVerb::verify;
    options.config = file("c.toml");
    return options;
  }

  test::Manufacturer maker;
  test::TemporaryFolder folder;
};

}  // namespace

TEST_CASE("what was signed of an image is verified on it") {
  const Fixture f;

  const auto ended = run(f.verify());

  CHECK(ended.exit == Exit::good);
  CHECK_THAT(ended.out,
             Catch::StartsWith("tune-one 2.4.1, counter 17, signed by "
                               "release-1\n") &&
                 Catch::Contains("2 files, 0 partitions, 1 component\n") &&
                 Catch::Contains("absent  firmware.file_changed") &&
                 Catch::EndsWith(
                     "passed: tune-one 2.4.1, as released by release-1\n"));
  CHECK(ended.err.empty());
}

TEST_CASE("signing says what it signed and what speakers need") {
  const Fixture f;
  auto options = f.sign();

  CHECK_THAT(run(options).out,
             Catch::EndsWith(": tune-one 2.4.1, counter 17, 2 files, 0 "
                             "partitions, 1 component; speakers need "
                             "release-1.pem to believe it\n"));
  options.json = true;
  const auto document = boost::json::parse(run(options).out);
  CHECK(document.at("counter") == 17);
  CHECK(document.at("files") == 2);
  CHECK(document.at("out").as_string() == f.file("m.pb"));
}

TEST_CASE("a changed file and a changed component are told apart") {
  const Fixture f;
  f.folder.write("root/lib/wifi.bin", "blub");
  CHECK_THAT(run(f.verify()).out,
             Catch::EndsWith("failed: wifi 7.45: /lib/wifi.bin has other "
                             "content\n"));

  f.folder.write("root/lib/wifi.bin", "blob");
  f.folder.write("root/etc/os-release", "ID=tune\nVERSION_ID=2.4.1\n#\n");
  const auto ended = run(f.verify());
  CHECK(ended.exit == Exit::bad);
  CHECK_THAT(ended.out,
             Catch::EndsWith("failed: /etc/os-release has another size\n"));
}

TEST_CASE("without a root only the manifest itself is judged") {
  const Fixture f;
  auto options = f.verify();
  options.root.clear();

  const auto ended = run(options);
  CHECK(ended.exit == Exit::good);
  CHECK_THAT(ended.out,
             Catch::EndsWith("passed: the manifest is good; no file was "
                             "compared\n") &&
                 !Catch::Contains("file_changed"));

  options.product = "tune-mini";
  CHECK(run(options).exit == Exit::bad);
  options.product = "tune-one";
  CHECK(run(options).exit == Exit::good);
}

TEST_CASE("a manifest that is garbled or of a stranger is bad") {
  const Fixture f;
  auto options = f.verify();
  if (GENERATE(true, false))
    options.root.clear();
  const test::Manufacturer stranger;

  options.keys = stranger.keys();
  CHECK_THAT(run(options).out, Catch::EndsWith("failed: " + f.file("m.pb") +
                                               ": its signature is bad\n"));
  f.folder.write("m.pb", "garbage");
  options.keys = f.maker.keys();
  const auto ended = run(options);
  CHECK(ended.exit == Exit::bad);
  CHECK_THAT(ended.out,
             Catch::EndsWith(": it is no signed manifest, or only a part of "
                             "one\n"));
}

TEST_CASE("on a speaker everything comes from its configuration") {
  const Fixture f;

  const auto ended = run(f.verify_configured(""));

  CHECK(ended.exit == Exit::bad);
  CHECK_THAT(ended.out,
             Catch::EndsWith("failed: its counter is 17, the highest so far "
                             "18\n"));
  // Whoever looks changes nothing.
  std::ifstream counter(f.file("state/firmware-counter"));
  std::string line;
  std::getline(counter, line);
  CHECK(line == "18");
}

TEST_CASE("the configuration's profile says which product it is") {
  const Fixture f;
  f.folder.write("p.toml", "[firmware]\nproduct = 'tune-mini'\n");

  const auto ended =
      run(f.verify_configured("profile = '" + f.file("p.toml") + "'\n"));

  CHECK_THAT(ended.out, Catch::Contains("this is tune-mini 2.4.1"));
}

TEST_CASE("verifying as a document has the manifest and the result") {
  const Fixture f;
  auto options = f.verify();
  options.json = true;

  auto document = boost::json::parse(run(options).out);
  CHECK(document.at("manifest").at("counter") == 17);
  CHECK(document.at("manifest").at("expires_unix_s").is_null());
  CHECK(document.at("manifest").at("files").at(1).at("path") ==
        "/lib/wifi.bin");
  CHECK(document.at("result").at("outcome") == "passed");

  f.folder.write("m.pb", "");
  document = boost::json::parse(run(options).out);
  CHECK(document.at("manifest").is_null());
  CHECK(document.at("result").at("outcome") == "failed");
}

TEST_CASE("what cannot be signed has an exit status and a reason") {
  const Fixture f;
  auto options = f.sign();
  SECTION("a manifest with several mistakes tells each on a line") {
    f.folder.write("m.toml", "produkt = 'x'\n");
    const auto ended = run(options);
    CHECK(ended.exit == Exit::data);
    CHECK_THAT(ended.err,
               Catch::Contains("m.toml:1: produkt: unknown key") &&
                   Catch::Contains("\nsoundcheck: " + f.file("m.toml") +
                                   ":1: version: must be a text"));
  }
  SECTION("no key") {
    options.key = f.file("none");
    CHECK(run(options).exit == Exit::data);
  }
  SECTION("the public half as a key") {
    options.key = (f.maker.keys() / "release-1.pem").string();
    CHECK_THAT(run(options).err,
               Catch::EndsWith(": is not a private key in PEM\n"));
  }
  SECTION("nowhere to write") {
    options.out = f.file("none/m.pb");
    CHECK(run(options).exit == Exit::cannot_create);
  }
}

TEST_CASE("what cannot be verified has an exit status and a reason") {
  const Fixture f;
  auto options = f.verify();
  SECTION("a file that is not there") {
    options.manifest = f.file("none.pb");
    const auto ended = run(options);
    CHECK(ended.exit == Exit::data);
    CHECK_THAT(ended.err, Catch::EndsWith("none.pb: is not there\n"));
  }
  SECTION("keys that are not there") {
    options.keys = f.file("none");
    CHECK(run(options).exit == Exit::configuration);
  }
  SECTION("no configuration") {
    options.keys.clear();
    options.config = f.file("none.toml");
    CHECK(run(options).exit == Exit::configuration);
  }
  SECTION("a configuration without a manifest") {
    options.manifest.clear();
    options.config = f.folder.write("empty.toml", "").string();
    const auto ended = run(options);
    CHECK(ended.exit == Exit::could_not_tell);
    CHECK_THAT(ended.err,
               Catch::EndsWith("names no manifest ([firmware] manifest)\n"));
  }
  SECTION("with --json the problem is a document, too") {
    options.manifest = f.file("none.pb");
    options.json = true;
    CHECK(boost::json::parse(run(options).out).at("error").at("code") == "io");
  }
}
