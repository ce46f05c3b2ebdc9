#include "http/server_config.h"

#include <charconv>
#include <chrono>
#include <string_view>

#include "base/messages/http_errors.h"
#include "base/num_threads.h"
#include "base/process_memory.h"

namespace twotower {
namespace {

// "127.0.0.1:8080", "[::1]:8080", "8080", "unix:/run/twotower.sock".
Result<void> set_address(std::string_view listen, ServerOptions& options) {
  constexpr std::string_view kUnix = "unix:";
  if (listen.starts_with(kUnix) && listen.size() > kUnix.size()) {
    options.path = std::string(listen.substr(kUnix.size()));
    return {};
  }
  const std::size_t colon = listen.rfind(':');
  const std::string_view port = colon == std::string_view::npos ? listen : listen.substr(colon + 1);
  if (colon != std::string_view::npos) options.address = std::string(listen.substr(0, colon));
  if (options.address.starts_with('[') && options.address.ends_with(']')) {
    options.address = options.address.substr(1, options.address.size() - 2);
  }
  if (options.address == "localhost") options.address = "127.0.0.1";
  const char* end = port.data() + port.size();
  const auto [rest, error] = std::from_chars(port.data(), end, options.port);
  if (error == std::errc() && rest == end) return {};
  return Error{ErrorCode::kUsageWrong, "listen", ListenMalformed(std::string(listen))};
}

bool is_of_this_machine(const ServerOptions& options) {
  return !options.path.empty() || options.address.starts_with("127.") || options.address == "::1";
}

std::size_t size_of(std::int64_t limit) {
  return static_cast<std::size_t>(limit);
}

void set_limits(const ServerLimits& limits, ServerOptions& options) {
  using std::chrono::milliseconds;
  options.limits = {.max_header_bytes = size_of(limits.header_bytes),
                    .max_header_lines = size_of(limits.header_lines),
                    .max_body_bytes = size_of(limits.body_bytes)};
  options.max_connections = size_of(limits.connections);
  options.max_requests_per_connection = size_of(limits.connection_requests);
  options.max_queue = size_of(limits.queue);
  options.max_unsent_bytes = size_of(limits.unsent_bytes);
  options.max_wait = milliseconds(limits.queue_ms);
  options.refusal_time = milliseconds(limits.refusal_ms);
  options.header_time = milliseconds(limits.header_ms);
  options.request_time = milliseconds(limits.request_ms);
  options.idle_time = milliseconds(limits.idle_ms);
  options.connection_age = milliseconds(limits.connection_ms);
  options.stop_time = milliseconds(limits.stop_ms);
}

}  // namespace

Result<ServerSetup> set_up(const ServerConfig& config) {
  ServerSetup setup;
  TWOTOWER_TRY(set_address(config.listen, setup.server));
  TWOTOWER_TRY(check_keys(config.keys));
  const bool is_local = is_of_this_machine(setup.server);
  if (!is_local && config.keys.are_empty() && !config.insecure) {
    return Error{ErrorCode::kUsageWrong, "listen", ListenWithoutKeys(config.listen)};
  }
  if (config.generations.watch && config.state.path.empty()) {
    return Error{ErrorCode::kConfigConflict, "generations.watch", WatchWithoutFolder()};
  }
  set_limits(config.limits, setup.server);

  setup.server.num_workers = threads_or_all(size_of(config.threads));
  // A page in somebody's browser has no key, and reaches no path.
  GuardOptions& guard = setup.server.guard;
  guard.hosts.insert(guard.hosts.end(), config.hosts.begin(), config.hosts.end());
  guard.checks_hosts =
      config.keys.are_empty() && setup.server.path.empty() && (is_local || !config.hosts.empty());
  setup.api = {.max_k = size_of(config.limits.k),
               .max_batch = size_of(config.limits.batch),
               .max_batch_items = size_of(config.limits.batch_items),
               .max_events = size_of(config.limits.events),
               .max_items = size_of(config.limits.items),
               .max_late = size_of(config.limits.connections) / 2 + 1,
               .max_filter_nodes = size_of(config.limits.filter_nodes),
               .canary = config.canary,
               .log = config.log,
               .keys = config.keys};
  return setup;
}

Result<void> check_memory(std::size_t expected_bytes, const ServerLimits& limits) {
  const std::size_t allowed =
      limits.memory_bytes > 0 ? size_of(limits.memory_bytes) : machine_memory_bytes();
  if (allowed == 0 || expected_bytes <= allowed) return {};
  constexpr std::size_t kMebibyte = 1 << 20;
  const std::size_t needed = (expected_bytes + kMebibyte - 1) / kMebibyte;
  const std::size_t there = allowed / kMebibyte;
  const Message message = limits.memory_bytes > 0 ? Message(MemoryAboveLimit(needed, there))
                                                  : MemoryAboveMachine(needed, there);
  return Error{ErrorCode::kServeMemory, "limits.memory_bytes", message};
}

}  // namespace twotower
