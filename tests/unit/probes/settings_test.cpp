#include "probes/settings.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"

using soundcheck::Settings;

TEST_CASE("an absent key leaves the default alone") {
  auto settings = Settings::parse("", "a.toml").value();
  std::int64_t port = 8883;

  settings.read("broker.port", port, 1, 65535);

  CHECK(port == 8883);
  CHECK(settings.finish());
}

TEST_CASE("every problem is told at once with file, line, key and range") {
  auto settings =
      Settings::parse("[broker]\nport = 70000\nhots = 'x'\ntls = 1\n", "a.toml")
          .value();
  std::int64_t port = 8883;
  std::string host = "localhost";
  bool tls = true;

  settings.read("broker.port", port, 1, 65535);
  settings.read("broker.host", host);
  settings.read("broker.tls", tls);
  const auto end = settings.finish();

  REQUIRE(!end);
  CHECK(end.error().what ==
        "a.toml:2: broker.port: must be a whole number from 1 to 65535\n"
        "a.toml:3: broker.hots: unknown key; allowed here: host, port, tls\n"
        "a.toml:4: broker.tls: must be true or false");
  CHECK(port == 8883);
}

TEST_CASE("a word outside the list is told with the list") {
  auto settings = Settings::parse("mode = 'maybe'", "p.toml").value();
  std::string mode = "ask";

  settings.read_choice("mode", mode, {"allow", "ask", "never"});

  CHECK(settings.finish().error().what ==
        "p.toml:1: mode: must be one of \"allow\", \"ask\", \"never\"");
  CHECK(mode == "ask");
}

TEST_CASE("broken TOML is told with its line") {
  const auto settings = Settings::parse("a = 1\nb = = 2\n", "b.toml");

  REQUIRE(!settings);
  CHECK(settings.error().what.starts_with("b.toml:2: "));
}

TEST_CASE("what toml++ takes for impossible is told with its line, too") {
  for (const std::string line : {"a = [}]", "é = 1", "a = [ #", "a = {b = }"}) {
    const auto settings = Settings::parse("[x]\n" + line + "\n", "a.toml");

    INFO(line);
    REQUIRE(!settings);
    CHECK(settings.error().what.starts_with("a.toml:"));
  }
}

TEST_CASE("a table without a name is told with its line") {
  for (const auto* text : {"a = 1\n[", "a = 1\n[\x07", "\n [[ =", "\n[.x]",
                           "\n[#", "\n[\n]", "\n[]", "\n[[]]"}) {
    const auto settings = Settings::parse(text, "a.toml");

    INFO(text);
    REQUIRE(!settings);
    CHECK(settings.error().what == "a.toml:2: a table without a name");
  }
  CHECK(Settings::parse("['a b']\n[[\t\"c\" ]]\n[ _d-1 ]\n", "a.toml"));
}

TEST_CASE("a table of data gives its keys and judges each of them") {
  auto settings =
      Settings::parse("[keys]\none = 'a'\ntwo = 2\n", "k.toml").value();
  std::string value;

  const auto names = settings.keys("keys");
  for (const auto& name : names)
    settings.read("keys." + name, value);

  CHECK(names == std::vector<std::string>{"one", "two"});
  CHECK(settings.finish().error().what ==
        "k.toml:3: keys.two: must be a text in quotes");
}

TEST_CASE("a list of tables is read one by one, unknown keys included") {
  auto settings =
      Settings::parse("[[cat]]\nname = 'a'\n[[cat]]\nname = 1\nnaem = 'b'\n",
                      "l.toml")
          .value();
  std::string name;

  REQUIRE(settings.count("cat") == 2);
  settings.read("cat[0].name", name);
  settings.read("cat[1].name", name);

  CHECK(name == "a");
  CHECK(settings.finish().error().what ==
        "l.toml:4: cat[1].name: must be a text in quotes\n"
        "l.toml:5: cat[1].naem: unknown key; allowed here: name");
}

TEST_CASE("what should be a list of tables and is not is told once") {
  auto settings = Settings::parse("cat = [1, 2]\n", "l.toml").value();

  CHECK(settings.count("cat") == 0);
  CHECK(settings.count("dog") == 0);
  CHECK(settings.finish().error().what ==
        "l.toml:1: cat: must be a list of tables");
}

TEST_CASE("a complaint of an absent key names the line of its table") {
  auto settings =
      Settings::parse("\n\n[[cat]]\nname = 'a'\n", "l.toml").value();
  std::string name;

  settings.count("cat");
  settings.read("cat[0].name", name);
  settings.complain("cat[0].colour", "is missing");

  CHECK(settings.finish().error().what ==
        "l.toml:3: cat[0].colour: is missing");
}

TEST_CASE("a file that is not there is an io error with its name") {
  const auto settings = Settings::load("/nonexistent/x.toml");

  REQUIRE(!settings);
  CHECK(settings.error().code == soundcheck::Errc::io);
  CHECK(settings.error().what ==
        "/nonexistent/x.toml: cannot be read: No such file or directory");
}
