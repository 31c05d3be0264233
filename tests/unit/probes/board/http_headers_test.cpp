#include "probes/board/linux/http_headers.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;

TEST_CASE("location and date are read, whatever their case") {
  HttpHeaders headers;
  headers.take_line("HTTP/1.1 302 Found\r\n");
  headers.take_line("LOCATION:   http://portal.example/login \r\n");
  headers.take_line("date: Sun, 06 Nov 1994 08:49:37 GMT\r\n");
  headers.take_line("\r\n");

  CHECK(headers.location == "http://portal.example/login");
  CHECK(headers.date_unix_s == 784111777);
}

TEST_CASE("a date is read in each of its forms, and after 2038") {
  const auto seconds = [](const std::string& date) {
    HttpHeaders headers;
    headers.take_line("Date: " + date + "\r\n");
    return headers.date_unix_s;
  };

  CHECK(seconds("Sunday, 06-Nov-94 08:49:37 GMT") == 784111777);
  CHECK(seconds("Sun Nov  6 08:49:37 1994") == 784111777);
  CHECK(seconds("Fri, 01 Jan 2106 00:00:00 GMT") == 4291747200);
}

TEST_CASE("an interim response is forgotten") {
  HttpHeaders headers;
  headers.take_line("HTTP/1.1 103 Early Hints\r\n");
  headers.take_line("Location: http://early.example/\r\n");
  headers.take_line("HTTP/1.1 204 No Content\r\n");

  CHECK(headers.location.empty());
}

TEST_CASE("a date that is none is absent") {
  HttpHeaders headers;
  headers.take_line("Date: yesterday\r\n");
  headers.take_line("Date\r\n");
  headers.take_line(":\r\n");
  headers.take_line("");

  CHECK(headers.date_unix_s == 0);
}

TEST_CASE("an endless location is cut") {
  HttpHeaders headers;
  headers.take_line("Location: " + std::string(100'000, 'x'));

  CHECK(headers.location.size() == 2048);
}
