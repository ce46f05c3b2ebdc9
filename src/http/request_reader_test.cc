#include "http/request_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace twotower {
namespace {

using Progress = RequestReader::Progress;

constexpr std::string_view kHead =
    "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

std::string chunked(std::string_view chunks) {
  return std::string(kHead) + "Transfer-Encoding: chunked\r\n\r\n" + std::string(chunks);
}
std::string post(std::string_view body, std::string_view more = "") {
  return std::string(kHead) + std::string(more) + "Content-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + std::string(body);
}

// What comes of bytes in portions: bodies between | |, and the code of what is refused.
struct Read {
  std::string bodies = "|";
  std::optional<ErrorCode> refused;
  std::size_t num_read = 0;  // bytes given until then
};
Read read(std::string_view bytes, std::size_t first, std::size_t portion, ReadLimits limits = {}) {
  const GuardOptions guard;
  RequestReader reader(limits, guard);
  Read read;
  while (read.num_read < bytes.size()) {
    const auto room = reader.room();
    const std::size_t count =
        std::min({read.num_read == 0 ? first : portion, room.size(), bytes.size() - read.num_read});
    std::ranges::copy(bytes.substr(read.num_read, count), room.begin());
    reader.add(count);
    read.num_read += count;
    do {
      const auto progress = reader.read();
      if (!progress.ok()) {
        read.refused = progress.error().code;
        return read;
      }
      if (progress.value() != Progress::kRequest) break;
      read.bodies += std::string(reader.request().body) + "|";
      reader.begin_request();
    } while (reader.has_bytes());
  }
  return read;
}

TEST(RequestReaderTest, PortionsMakeNoDifference) {
  for (const std::string& bytes :
       {post("first") + post("") + chunked("2\r\nab\r\n003;x=\"y\\\"\"\r\ncde\r\n0\r\n\r\n"),
        chunked("0\r\n\r\n") + "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" + post("last"),
        chunked("1;e\r\nx\r\n0;e=f\r\nA: b\r\nC:\r\n\r\n") + post("x")}) {
    const Read whole = read(bytes, bytes.size(), 1);
    EXPECT_FALSE(whole.refused.has_value());
    for (std::size_t first = 1; first < bytes.size(); ++first) {
      EXPECT_EQ(read(bytes, first, bytes.size()).bodies, whole.bodies) << first;
    }
    EXPECT_EQ(read(bytes, 1, 1).bodies, whole.bodies);
  }
}

// Beast's parser asserts here that it was given five bytes.
TEST(RequestReaderTest, ALastChunkMayComeInPieces) {
  const std::string bytes = chunked("0\r\n\r\n");
  for (std::size_t left = 1; left < 6; ++left) {
    EXPECT_EQ(read(bytes, bytes.size() - left, 1).bodies, "||") << left;
  }
}

TEST(RequestReaderTest, AnswersFollowTheRequestThatWasRead) {
  const GuardOptions guard;
  RequestReader reader({}, guard);
  const auto give = [&](std::string_view bytes) {
    std::ranges::copy(bytes, reader.room().begin());
    reader.add(bytes.size());
    return reader.read().value();
  };
  EXPECT_EQ(give("POST /a HTTP/1.1\r\nHost: localhost\r\nExpect: 100-Continue\r\n"),
            Progress::kHeader);
  EXPECT_EQ(give("Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"),
            Progress::kBody);
  EXPECT_TRUE(reader.expects_continue());
  EXPECT_TRUE(reader.keeps_alive());
  EXPECT_EQ(give("1\r\nx\r\n0\r\nConnection: close\r\nOrigin: evil.example\r\n\r\nGET"),
            Progress::kRequest);
  EXPECT_TRUE(reader.keeps_alive());  // fields behind the body are none of the request's
  EXPECT_EQ(field_of(reader.request(), "Origin"), std::nullopt);
  EXPECT_EQ(reader.request().target, "/a");
  EXPECT_EQ(reader.request().body, "x");
  reader.begin_request();
  EXPECT_TRUE(reader.has_bytes());
  EXPECT_EQ(give(" /b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
            Progress::kRequest);
  EXPECT_FALSE(reader.keeps_alive());
  EXPECT_EQ(reader.request().target, "/b");
  EXPECT_EQ(reader.request().body, "");
}

TEST(RequestReaderTest, RefusesWhatTwoProgramsReadDifferently) {
  using namespace std::string_view_literals;
  const std::string get = "GET / HTTP/1.1\r\nHost: localhost\r\n";
  for (const std::string& bytes :
       std::vector<std::string>{get + "A: b\r\n c\r\n\r\n",
                                get + "A:\r\n\tb\r\n\r\n",
                                get + " A: b\r\n\r\n",
                                "GET / HTTP/1.1\nHost: localhost\n\n",
                                get + "A: b\nC: d\r\n\r\n",
                                get + "A: b\rC: d\r\n\r\n",
                                get + std::string("A: \0\r\n\r\n"sv),
                                get + "A: \x01\r\n\r\n",
                                get + "A\t: b\r\n\r\n",
                                get + "A : b\r\n\r\n",
                                get + ": b\r\n\r\n",
                                "\x16\x03\x01",
                                "\r\n" + get + "\r\n",
                                "GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n",
                                "GET /\r\n\r\n",
                                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                                chunked("1 \r\nx\r\n0\r\n\r\n"),
                                chunked("0x1\r\nx\r\n0\r\n\r\n"),
                                chunked("1\r\nx0\r\n\r\n"),
                                chunked("0\r\nContent-Length: 1\r\n\r\n"),
                                chunked("0\r\nTransfer-Encoding: chunked\r\n\r\n"),
                                chunked("\r\n0\r\n\r\n"),
                                chunked("7d0;e=\"f\r\nx\r\n"),
                                chunked("1;e=\"f\\\"\r\nx\r\n0\r\n\r\n")}) {
    for (const std::size_t portion : {bytes.size(), std::size_t{1}}) {
      const Read found = read(bytes, portion, portion);
      EXPECT_EQ(found.refused, ErrorCode::kHttpBadRequest) << bytes;
      EXPECT_EQ(found.bodies, "|") << bytes;
    }
  }
}

// Also where each line comes alone, which a parser that takes lines as they come does not add up.
TEST(RequestReaderTest, HeadersAreBounded) {
  const ReadLimits limits{.max_header_bytes = 1000, .max_header_lines = 50};
  const std::string get = "GET / HTTP/1.1\r\nHost: localhost\r\n";
  std::string many = get, large = get;
  for (int i = 0; i < 100; ++i) many += "a:b\r\n";
  for (int i = 0; i < 40; ++i) large += "a: " + std::string(50, 'b') + "\r\n";
  for (const std::string& bytes : {many, large, get + "a: " + std::string(2000, 'b')}) {
    const Read found = read(bytes, get.size(), 5, limits);
    EXPECT_EQ(found.refused, ErrorCode::kHttpTooLarge);
    EXPECT_LE(found.num_read, 1010U);
    EXPECT_EQ(read(bytes, bytes.size(), 1, limits).refused, ErrorCode::kHttpTooLarge);
  }
}

TEST(RequestReaderTest, ChunksAreBounded) {
  const ReadLimits limits{.max_header_bytes = 1000, .max_header_lines = 50, .max_body_bytes = 2000};
  std::string small, fields = "0\r\n";
  for (int i = 0; i < 1500; ++i) small += "1;e=" + std::string(20, 'x') + "\r\nx\r\n";
  for (int i = 0; i < 100; ++i) fields += "a:b\r\n";
  for (const std::string& chunks :
       {small, fields + "\r\n", "1;" + std::string(2000, 'e'), "0\r\nA: " + std::string(2000, 'a'),
        "7d1\r\n" + std::string(2001, 'x') + "\r\n0\r\n\r\n"}) {
    const std::string bytes = chunked(chunks);
    for (const std::size_t portion : {bytes.size(), std::size_t{7}}) {
      const Read found = read(bytes, portion, portion, limits);
      EXPECT_EQ(found.refused, ErrorCode::kHttpTooLarge) << chunks.substr(0, 9);
      EXPECT_EQ(found.bodies, "|");
    }
  }
  EXPECT_FALSE(read(post(std::string(2000, 'x')), 10, 99, limits).refused.has_value());
  for (std::size_t size = 980; size < 1000; ++size) {  // at the limit portions make no difference
    const std::string bytes = chunked("0\r\nA: " + std::string(size, 'a') + "\r\n\r\n");
    const Read whole = read(bytes, bytes.size(), 1, limits);
    EXPECT_EQ(whole.refused.has_value(), size > 990) << size;
    EXPECT_EQ(read(bytes, 7, 7, limits).refused, whole.refused) << size;
  }
}

}  // namespace
}  // namespace twotower
