#include "agent/firmware/manifest_rules.hpp"

#include <catch2/catch.hpp>

#include "agent/firmware/signed_manifest.hpp"
#include "tests/unit/agent/firmware/sealing.hpp"

using namespace soundcheck;

namespace {

/// "key: problem", one per line.
std::string problems_of(const FirmwareManifest& manifest) {
  std::string all;
  for (const auto& rule : broken_rules(manifest))
    all += (all.empty() ? "" : "\n") + key_of(rule) + ": " + rule.problem;
  return all;
}

template <class Change>
std::string problems_after(Change change) {
  auto release = test::small_release();
  change(release);
  return problems_of(release);
}

}  // namespace

TEST_CASE("a sound manifest breaks no rule") {
  CHECK(problems_of(test::small_release()).empty());
  CHECK(problems_after([](auto& m) { m.expires_unix_s = 0; }).empty());
  CHECK(problems_after([](auto& m) { m.partitions.clear(); }).empty());
  CHECK(problems_after([](auto& m) { m.components.clear(); }).empty());
  CHECK(problems_after([](auto& m) { m.components[0].file = ""; }).empty());
}

TEST_CASE("each rule is told with the key that breaks it") {
  CHECK(problems_after([](auto& m) { m.product = ""; }) ==
        "product: must be a text of 1 to 64 bytes");
  CHECK(problems_after([](auto& m) { m.version = "2\n4"; }) ==
        "version: must be a text of 1 to 64 bytes");
  CHECK(problems_after([](auto& m) { m.counter = 0; }) ==
        "counter: must be a whole number from 1 on");
  CHECK(problems_after([](auto& m) { m.counter = UINT64_MAX; }) ==
        "counter: must be a whole number from 1 on");
  CHECK(problems_after([](auto& m) { m.issued_unix_s = 0; }) ==
        "issued: must be a date after 1970");
  CHECK(problems_after([](auto& m) { m.expires_unix_s = m.issued_unix_s; }) ==
        "expires: must be after it is issued");
  CHECK(problems_after([](auto& m) { m.key_id = "a/b"; }) ==
        "key_id: must be 1 to 64 of A-Z a-z 0-9 . _ -");
  CHECK(problems_after([](auto& m) { m.partitions[0].size_bytes = 0; }) ==
        "partition[0].size: must not be 0");
  CHECK(problems_after([](auto& m) {
          m.partitions.push_back(m.partitions[0]);
        }) == "partition[1].name: is there twice");
  CHECK(problems_after([](auto& m) { m.files.push_back(m.files[0]); }) ==
        "file[2].path: is there twice");
  CHECK(problems_after([](auto& m) { m.components[0].version = ""; }) ==
        "component[0].version: must be a text of 1 to 64 bytes");
  CHECK(problems_after([](auto& m) { m.components[0].file = "/other"; }) ==
        "component[0].file: must be the path of one of the files");
  CHECK(problems_after([](auto& m) {
          m.components[0].file = m.components[0].version_file = "";
        }) == "component[0].file: or version_file must be there");
}

TEST_CASE("a manifest without a file would compare nothing") {
  CHECK(problems_after([](auto& m) {
          m.files.clear();
          m.components.clear();
        }) == "file: there must be one at least");
}

TEST_CASE("a path is absolute and has one way to be written") {
  const auto path = GENERATE("", "/", "usr", "/usr/", "//usr", "/usr//bin",
                             "/./usr", "/usr/..", "/us\nr", "/us\x7fr");
  CAPTURE(path);

  CHECK(problems_after([&](auto& m) { m.files[0].name = path; }) ==
        "file[0].path: must be an absolute path of at most 255 bytes, without "
        "\".\" and \"..\"");
}

TEST_CASE("an unusual path is none of the wrong ones") {
  for (const auto* path : {"/..data/x", "/a b/\xc3\xa4", "/.hidden", "/x."}) {
    CAPTURE(path);
    CHECK(problems_after([&](auto& m) { m.files[0].name = path; }).empty());
  }
}

TEST_CASE("the file that is too much is told, whatever the sizes sum up to") {
  const auto problem = [](int row) {
    return "file[" + std::to_string(row) +
           "].size: is too much: a check-up compares 16 MiB of all files; list "
           "a partition in place of large ones";
  };
  CHECK(problems_after([](auto& m) {
          m.files[0].size_bytes = max_manifest_file_bytes - 12;
        }).empty());
  CHECK(problems_after([](auto& m) {
          m.files[0].size_bytes = max_manifest_file_bytes - 11;
        }) == problem(1));
  CHECK(problems_after([](auto& m) {
          m.files[0].size_bytes = m.files[1].size_bytes = UINT64_MAX / 2 + 1;
        }) == problem(0) + "\n" + problem(1));
}

TEST_CASE("there is an end to what a manifest may list") {
  CHECK(problems_after([](auto& m) {
          while (m.files.size() < 257)
            m.files.push_back({"/f" + std::to_string(m.files.size()), 0, {}});
        }) == "file: there may not be so many");
  CHECK(problems_after([](auto& m) {
          while (m.partitions.size() < 33)
            m.partitions.push_back(
                {"p" + std::to_string(m.partitions.size()), 1, {}});
        }) == "partition: there may not be so many");
  CHECK(problems_after([](auto& m) {
          while (m.components.size() < 33)
            m.components.push_back(
                {"c" + std::to_string(m.components.size()), "1", "", "/v"});
        }) == "component: there may not be so many");
}
