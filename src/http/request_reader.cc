#include "http/request_reader.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/messages/http_errors.h"

namespace twotower {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

constexpr std::size_t kRoomBytes = 16 << 10;

Error bad(Message problem) {
  return {ErrorCode::kHttpBadRequest, "", HttpMalformed(std::move(problem))};
}

Error too_large(Message part) {
  return {ErrorCode::kHttpTooLarge, "", HttpTooLarge(std::move(part))};
}

Error error_of(const error_code& code) {
  const bool is_large = code == http::error::body_limit || code == http::error::header_limit ||
                        code == http::error::buffer_overflow;
  if (is_large) return too_large(HttpBodyPart());
  return {ErrorCode::kHttpBadRequest, "", HttpUnparsed(code.message())};
}

// Looks for the empty line that ends a header, before a parser makes anything of it: Beast's would
// join lines that are folded, and counts neither lines nor, where each comes alone, bytes.
class HeaderScan {
 public:
  explicit HeaderScan(const ReadLimits& limits) : limits_(limits) {}

  // All bytes since the request began. True once the header is whole; what is bad or too much is
  // refused as soon as it is there.
  Result<bool> reaches_end(std::string_view bytes) {
    while (num_bytes_ < bytes.size()) {
      const char c = bytes[num_bytes_], before = num_bytes_ > 0 ? bytes[num_bytes_ - 1] : '\0';
      if ((c == '\n') != (before == '\r')) return bad(HttpLineEnd());
      if (is_control(c)) return bad(HttpControlInHeader());
      if (before == '\n' && (c == ' ' || c == '\t')) return bad(HttpFoldedLine());
      if (++num_bytes_ > limits_.max_header_bytes) return too_large(HttpHeaderPart());
      if (c != '\n') continue;
      if (++num_lines_ > limits_.max_header_lines) return too_large(HttpHeaderLinesPart());
      if (bytes.substr(0, num_bytes_).ends_with("\r\n\r\n")) return true;
    }
    return false;
  }
  std::size_t num_bytes() const { return num_bytes_; }

 private:
  static bool is_control(char c) {
    const bool is_text = static_cast<unsigned char>(c) >= 0x20 && c != 0x7F;
    return !is_text && c != '\r' && c != '\n' && c != '\t';
  }

  const ReadLimits& limits_;
  std::size_t num_bytes_ = 0;
  std::size_t num_lines_ = 0;
};

// Of the first line of chunked `bytes`, once it is whole: whether a quoted text of its extensions
// does not end in it. Beast's parser looks for its end behind the line, and takes the chunk's size
// from what a body may have left each time that it does.
bool has_open_quote(std::string_view bytes) {
  constexpr std::string_view kLineEnd = "\r\n", kLeast = "1;e=\"\r\n";
  if (bytes.size() < kLeast.size()) return false;  // bad in another way, or not whole
  if (bytes.starts_with(kLineEnd)) bytes.remove_prefix(kLineEnd.size());  // of the chunk before
  const std::size_t end = bytes.find(kLineEnd);
  if (end == std::string_view::npos) return false;
  bool is_open = false;
  for (std::size_t i = 0; i < end; ++i) {
    if (bytes[i] == '"') is_open = !is_open;
    if (bytes[i] == '\\' && is_open) ++i;
  }
  return is_open;
}

}  // namespace

class RequestReader::Impl {
 public:
  Impl(const ReadLimits& limits, const GuardOptions& guard) : limits_(limits), guard_(guard) {
    begin_request();
  }

  void begin_request() {
    request_ = {};
    progress_ = Progress::kHeader;
    num_body_bytes_ = 0;
    scan_.emplace(limits_);
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(limits_.max_header_bytes));
    parser_->body_limit(limits_.max_body_bytes);
  }

  Result<Progress> read() {
    if (progress_ == Progress::kHeader) TWOTOWER_TRY(read_header());
    if (progress_ == Progress::kBody) TWOTOWER_TRY(read_body());
    return progress_;
  }

  boost::beast::flat_buffer buffer_;
  HttpRequest request_;
  bool keeps_alive_ = false;

 private:
  Result<void> read_header() {
    TWOTOWER_ASSIGN(const bool is_whole, scan_->reaches_end(bytes()));
    if (!is_whole) return {};
    parser_->eager(false);
    error_code code;
    parser_->put(asio::buffer(buffer_.data(), scan_->num_bytes()), code);
    view_header();  // of what is refused, too, as far as it was read
    if (code) return error_of(code);
    buffer_.consume(scan_->num_bytes());
    TWOTOWER_TRY(check_header(request_, guard_));
    progress_ = Progress::kBody;
    return {};
  }

  std::string_view bytes() const {
    return {static_cast<const char*>(buffer_.data().data()), buffer_.size()};
  }

  void view_header() {
    const auto& message = parser_->get();
    const auto view = [](const auto& text) { return std::string_view(text.data(), text.size()); };
    request_.version = static_cast<int>(message.version());
    request_.method = view(message.method_string());
    request_.target = view(message.target());
    for (const auto& field : message) {
      request_.fields.emplace_back(view(field.name_string()), view(field.value()));
    }
    keeps_alive_ = message.keep_alive();
  }

  Result<void> read_body() {
    parser_->eager(true);
    while (!parser_->is_done()) {
      // Beast's parser aborts where it has seen a last chunk and is given less than a whole one.
      constexpr std::size_t kLastChunkBytes = std::string_view("0\r\n\r\n").size();
      const bool is_first = parser_->chunked() && num_body_bytes_ == 0;
      if (buffer_.size() < (is_first ? kLastChunkBytes : 1)) return {};
      // Lines between and behind chunks are taken whole or not at all, so this bounds them.
      const std::size_t most = limits_.max_header_bytes;
      error_code code;
      const std::size_t count = parser_->put(asio::buffer(buffer_.data(), most), code);
      if (code && code != http::error::need_more) return error_of(code);
      if (count == 0) {
        if (has_open_quote(bytes().substr(0, most)))
          return error_of(http::error::bad_chunk_extension);
        return buffer_.size() < most ? Result<void>() : too_large(HttpChunkLinesPart());
      }
      buffer_.consume(count);
      num_body_bytes_ += count;
      TWOTOWER_TRY(check_waste());
    }
    request_.body = parser_->get().body();
    progress_ = Progress::kRequest;
    return {};
  }

  // A body in small chunks takes far more bytes than it holds, and fields behind it more memory.
  Result<void> check_waste() const {
    if (num_body_bytes_ > 2 * (limits_.max_header_bytes + limits_.max_body_bytes)) {
      return too_large(HttpChunksPart());
    }
    if (!parser_->is_done()) return {};
    const auto& message = parser_->get();
    const auto num_fields = static_cast<std::size_t>(std::distance(message.begin(), message.end()));
    return num_fields > limits_.max_header_lines ? too_large(HttpTrailersPart()) : Result<void>();
  }

  ReadLimits limits_;
  const GuardOptions& guard_;
  Progress progress_ = Progress::kHeader;
  std::size_t num_body_bytes_ = 0;
  std::optional<HeaderScan> scan_;
  std::optional<http::request_parser<http::string_body>> parser_;
};

RequestReader::RequestReader(const ReadLimits& limits, const GuardOptions& guard)
    : impl_(std::make_unique<Impl>(limits, guard)) {}

RequestReader::~RequestReader() = default;

std::span<char> RequestReader::room() {
  const auto room = impl_->buffer_.prepare(kRoomBytes);
  return {static_cast<char*>(room.data()), room.size()};
}

void RequestReader::add(std::size_t num_bytes) {
  impl_->buffer_.commit(num_bytes);
}

bool RequestReader::has_bytes() const {
  return impl_->buffer_.size() > 0;
}

Result<RequestReader::Progress> RequestReader::read() {
  return impl_->read();
}

const HttpRequest& RequestReader::request() const {
  return impl_->request_;
}

bool RequestReader::keeps_alive() const {
  return impl_->keeps_alive_;
}

// RFC 9110, section 10.1.1: nobody expects it in 1.0.
bool RequestReader::expects_continue() const {
  const auto expected = field_of(request(), "Expect");
  return request().version >= 11 && expected.has_value() && !has_bytes() &&
         are_equal_names(*expected, "100-continue");
}

void RequestReader::begin_request() {
  impl_->begin_request();
}

}  // namespace twotower
