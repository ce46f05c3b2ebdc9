#include "cli/serve_command.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cstdio>
#include <string_view>
#include <thread>

#include "base/stop_signal.h"
#include "cli/threads.h"
#include "http/http_api.h"
#include "http/http_server.h"
#include "run/open_bundle.h"

namespace twotower {
namespace {

// "127.0.0.1:8080", "[::1]:8080", "8080".
Result<ServerOptions> options_of(std::string_view listen) {
  ServerOptions options;
  const std::size_t colon = listen.rfind(':');
  const std::string_view port = colon == std::string_view::npos ? listen : listen.substr(colon + 1);
  if (colon != std::string_view::npos) options.address = std::string(listen.substr(0, colon));
  if (options.address.starts_with('[') && options.address.ends_with(']')) {
    options.address = options.address.substr(1, options.address.size() - 2);
  }
  const char* end = port.data() + port.size();
  const auto [rest, error] = std::from_chars(port.data(), end, options.port);
  if (error == std::errc() && rest == end) return options;
  return Error{
      ErrorCode::kUsageWrong, "--listen",
      fmt::format("--listen is {}; write 127.0.0.1:8080, or port 0 for a free one", listen)};
}

// What other machines may do is not guarded yet, so none reaches the server.
bool is_loopback(const std::string& address) {
  return address.starts_with("127.") || address == "::1";
}

}  // namespace

Result<std::string> ServeCommand::run() const {
  TWOTOWER_ASSIGN(ServerOptions options, options_of(listen));
  if (!is_loopback(options.address)) {
    return Error{ErrorCode::kUsageWrong, "--listen",
                 fmt::format("--listen is {}; the server answers this machine alone: 127.0.0.1 or "
                             "[::1], behind a proxy for others",
                             listen)};
  }
  options.num_workers = threads_or_all(num_threads);
  TWOTOWER_ASSIGN(const Recommender recommender, open_recommender(bundle));
  const HttpApi api(recommender);
  const StopSignal signal;
  TWOTOWER_ASSIGN(
      const auto server,
      HttpServer::start([&](const HttpRequest& request) { return api.answer(request); }, options));
  const bool is_v6 = options.address.find(':') != std::string::npos;
  std::puts(fmt::format("serving   http://{}:{}  {}",
                        is_v6 ? "[" + options.address + "]" : options.address, server->port(),
                        recommender.bundle()->manifest.generation)
                .c_str());
  std::fflush(stdout);
  while (!signal.token().is_cancelled()) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  server->stop();
  return std::string();
}

}  // namespace twotower
