#include "agent/cli/firmware/manifest_source.hpp"

#include <catch2/catch.hpp>

#include "agent/hex.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;
using namespace soundcheck::cli;

namespace {

constexpr auto hash_of_abc =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr std::int64_t now_s = 1'700'000'000;

constexpr auto head = R"(product = "tune-one"
version = "2.4.1"
counter = 17
key_id = "release-1"
)";

struct Fixture {
  test::TemporaryFolder folder;

  Result<FirmwareManifest> read(const std::string& rest, bool root = true) {
    const auto file = folder.write("m.toml", head + rest);
    return read_manifest_source(file, root ? folder.path() / "root" : "",
                                now_s);
  }
  /// The problems, without the folder.
  std::string problem(const std::string& rest, bool root = true) {
    const auto manifest = read(rest, root);
    REQUIRE(!manifest);
    auto what = manifest.error().what;
    const auto name = folder.path().string() + "/";
    for (auto at = what.find(name); at != what.npos; at = what.find(name))
      what.erase(at, name.size());
    return what;
  }
};

}  // namespace

TEST_CASE("sizes and hashes come from the root and from the images") {
  Fixture f;
  f.folder.write("root/usr/a", "abc");
  f.folder.write("rootfs.img", "abc");

  const auto manifest = f.read(R"(issued = "2026-07-01"
expires = "2027-07-01"
[[file]]
path = "/usr/a"
[[partition]]
name = "rootfs"
image = "rootfs.img"
[[component]]
name = "dsp"
version = "3"
file = "/usr/a"
version_file = "/sys/dsp"
)");

  REQUIRE(manifest);
  CHECK(manifest->product == "tune-one");
  CHECK(manifest->version == "2.4.1");
  CHECK(manifest->counter == 17);
  CHECK(manifest->key_id == "release-1");
  CHECK(manifest->issued_unix_s == 1'782'864'000);
  CHECK(manifest->expires_unix_s == 1'814'400'000);
  const auto hash = parse_sha256(hash_of_abc).value();
  CHECK(manifest->files == std::vector<FileContent>{{"/usr/a", 3, hash}});
  CHECK(manifest->partitions == std::vector<FileContent>{{"rootfs", 3, hash}});
  CHECK(manifest->components ==
        std::vector<FirmwareComponent>{{"dsp", "3", "/usr/a", "/sys/dsp"}});
}

TEST_CASE("what is not said: issued now, never expiring") {
  Fixture f;
  f.folder.write("root/a", "");

  const auto manifest = f.read("[[file]]\npath = '/a'\n");

  REQUIRE(manifest);
  CHECK(manifest->issued_unix_s == now_s);
  CHECK(manifest->expires_unix_s == 0);
}

TEST_CASE("without a root, sizes and hashes may be written down") {
  Fixture f;
  const auto written = "[[file]]\npath = '/a'\nsize = 3\nsha256 = '" +
                       std::string(hash_of_abc) + "'\n";

  CHECK(f.read(written, false).value().files.at(0).size_bytes == 3);
  CHECK(f.problem("[[file]]\npath = '/a'\n", false) ==
        "m.toml:5: file[0].size: is not known; it takes --root, or size and "
        "sha256 here");
  CHECK(f.problem("[[file]]\npath = '/a'\nsize = 3\n", false) ==
        "m.toml:5: file[0].sha256: is not known; it takes --root, or size and "
        "sha256 here");
}

TEST_CASE("what is written down must agree with the disk") {
  Fixture f;
  f.folder.write("root/a", "abc");
  f.folder.write("p.img", "abc");

  CHECK(f.problem("[[file]]\npath = '/a'\nsize = 4\n") ==
        "m.toml:7: file[0].size: root/a has 3");
  CHECK(f.problem("[[partition]]\nname = 'p'\nimage = 'p.img'\nsha256 = '" +
                  std::string(64, '0') + "'\n[[file]]\npath = '/a'\n") ==
        "m.toml:8: partition[0].sha256: p.img has " + std::string(hash_of_abc));
  CHECK(f.problem("[[file]]\npath = '/a'\nsha256 = 'abc'\n") ==
        "m.toml:7: file[0].sha256: must be 64 hexadecimal digits");
}

TEST_CASE("a file that is not in the image is told with its line") {
  Fixture f;
  f.folder.write("root/a", "abc");

  CHECK(f.problem("[[file]]\npath = '/a'\n[[file]]\npath = '/b'\n") ==
        "m.toml:7: file[1].size: root/b: cannot be read: No such file or "
        "directory");
}

TEST_CASE("the rules of a manifest are told with file, line and key") {
  Fixture f;
  f.folder.write("root/a", "abc");

  CHECK(f.problem("issued = \"2026-07-01\"\nexpires = \"2026-06-01\"\n"
                  "[[file]]\npath = '/a'\n[[component]]\nname = 'dsp'\n"
                  "version = '3'\nfile = '/b'\n") ==
        "m.toml:6: expires: must be after it is issued\n"
        "m.toml:12: component[0].file: must be the path of one of the files");
  CHECK(f.problem("issued = \"July 1st\"\n[[file]]\npath = '/a'\n") ==
        "m.toml:5: issued: must be a date as \"2026-07-01\" or "
        "\"2026-07-01T12:30:00Z\", in UTC");
  CHECK(f.problem("") == "m.toml:1: file: there must be one at least");
}

TEST_CASE("a key that is none is told with those that are") {
  Fixture f;
  f.folder.write("root/a", "abc");

  CHECK_THAT(f.problem("[[file]]\npath = '/a'\nmode = 0\n"),
             Catch::StartsWith("m.toml:7: file[0].mode: unknown key"));
}

TEST_CASE("the example is a manifest, and has every key there is") {
  test::TemporaryFolder folder;
  std::filesystem::copy(MANIFEST_EXAMPLE, folder.path() / "m.toml");
  folder.write("rootfs.squashfs", "image");
  folder.write("root/usr/sbin/soundcheckd", "daemon");
  folder.write("root/etc/os-release", "ID=x\n");
  folder.write("root/lib/firmware/wifi.bin", "abc");

  const auto manifest = read_manifest_source(folder.path() / "m.toml",
                                             folder.path() / "root", now_s);

  REQUIRE(manifest);
  CHECK(manifest->partitions.size() == 1);
  CHECK(manifest->files.size() == 3);
  CHECK(!manifest->components.at(0).version_file.empty());
  CHECK(manifest->issued_unix_s != now_s);
  CHECK(manifest->expires_unix_s != 0);
}
