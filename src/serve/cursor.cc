#include "serve/cursor.h"

#include <sodium.h>

#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "base/checksum.h"
#include "base/json.h"
#include "base/messages/serve_errors.h"
#include "serve/request_error.h"

namespace twotower {
namespace {

static_assert(std::endian::native == std::endian::little, "cursors have little-endian numbers");
constexpr int kBase64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::size_t kTagBytes = crypto_auth_BYTES;
constexpr std::size_t kHashBytes = 2 * sizeof(std::uint64_t);  // of the request, and of ids
constexpr std::size_t kMaxSlotBytes = 5;                       // of a 32-bit number, 7 bits a byte
constexpr std::size_t kMaxBytes = kTagBytes + kHashBytes + kMaxPagedItems * kMaxSlotBytes;

// Fields with their lengths, so that no two requests make the same bytes.
class Fingerprint {
 public:
  void add_text(std::string_view text) {
    add_number(text.size());
    bytes_ += text;
  }
  void add_number(std::uint64_t number) {
    bytes_.append(reinterpret_cast<const char*>(&number), sizeof(number));
  }
  void add_value(const Value& value) { add_text(value.is_null() ? "" : to_json(value)); }
  void add_id(const Id& id) {
    add_number(id.index());
    add_text(id_text(id));
  }
  void add_events(const std::vector<Event>& events) {
    add_number(events.size());
    for (const Event& event : events) {
      add_id(event.item_id);
      add_text(event.type.value_or(""));
      add_number(event.time.has_value() ? 1 : 0);
      add_number(static_cast<std::uint64_t>(event.time.value_or(0)));
      add_value(event.context);
    }
  }
  std::uint64_t hash() const { return checksum_of(std::as_bytes(std::span(bytes_))); }

 private:
  std::string bytes_;
};

std::uint64_t fingerprint_of(const RecommendRequest& request) {
  Fingerprint print;
  print.add_number(request.user_id.has_value() ? 1 : 0);
  if (request.user_id.has_value()) print.add_id(*request.user_id);
  print.add_number(request.history.has_value() ? 1 : 0);
  if (request.history.has_value()) print.add_events(*request.history);
  print.add_events(request.events);
  print.add_value(request.features);
  print.add_value(request.context);
  print.add_number(request.user_vector.has_value() ? 1 : 0);
  if (request.user_vector.has_value()) {
    const std::span<const float> vector(*request.user_vector);
    print.add_text({reinterpret_cast<const char*>(vector.data()), vector.size_bytes()});
  }
  print.add_text(request.model);
  print.add_number(request.exclude.size());
  for (const Id& id : request.exclude) print.add_id(id);
  print.add_value(request.filter.to_value());
  print.add_number(request.diversity.has_value() ? std::bit_cast<std::uint64_t>(*request.diversity)
                                                 : ~0ULL);
  print.add_number(request.caps.has_value() ? request.caps->size() : ~0ULL);
  for (const auto& [column, cap] : request.caps.value_or(Caps())) {
    print.add_text(column);
    print.add_number(static_cast<std::uint64_t>(cap));
  }
  return print.hash();
}

// LEB128 of the steps between ascending slots.
void add_slots(const std::vector<std::uint32_t>& slots, std::string& bytes) {
  std::uint32_t before = 0;
  for (const std::uint32_t slot : slots) {
    std::uint32_t step = slot - before;
    for (; step >= 0x80; step >>= 7) bytes.push_back(static_cast<char>((step & 0x7F) | 0x80));
    bytes.push_back(static_cast<char>(step));
    before = slot;
  }
}

// Nothing for what add_slots() does not write: whoever knows the generation can sign.
std::optional<std::vector<std::uint32_t>> slots_of(std::string_view bytes) {
  std::vector<std::uint32_t> slots;
  std::uint64_t before = 0, step = 0;
  std::size_t num_bytes = 0;  // of a step
  for (const char c : bytes) {
    if (num_bytes == kMaxSlotBytes || slots.size() == kMaxPagedItems) return std::nullopt;
    const auto byte = static_cast<std::uint8_t>(c);
    step |= std::uint64_t{byte & 0x7FU} << (7 * num_bytes++);
    if ((byte & 0x80) != 0) continue;
    const bool ascends = step > 0 || slots.empty();
    before += step;
    if (!ascends || before > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
    slots.push_back(static_cast<std::uint32_t>(before));
    step = num_bytes = 0;
  }
  return num_bytes == 0 ? std::optional(std::move(slots)) : std::nullopt;
}

std::uint64_t checksum_of_ids(const std::vector<std::uint32_t>& slots,
                              const CursorKey::SlotNames& names) {
  Fingerprint print;
  for (const std::uint32_t slot : slots) print.add_text(to_string(names(slot)));
  return print.hash();
}

Error expired() {
  return {ErrorCode::kCursorExpired, "cursor", CursorOfOtherGeneration()};
}

const unsigned char* unsigned_of(const char* bytes) {
  return reinterpret_cast<const unsigned char*>(bytes);
}

std::optional<std::string> bytes_of(const std::string& text) {
  std::string bytes(kMaxBytes, '\0');
  std::size_t size = 0;
  const char* end = nullptr;
  const int failed = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                                       text.data(), text.size(), nullptr, &size, &end, kBase64);
  if (failed != 0 || end != text.data() + text.size() || size < kTagBytes + kHashBytes) {
    return std::nullopt;
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace

CursorKey::CursorKey(std::string_view generation) {
  static_assert(kKeyBytes == crypto_auth_KEYBYTES);
  TWOTOWER_CHECK(sodium_init() >= 0);
  const std::string name = "cursor of " + std::string(generation);
  crypto_generichash(key_.data(), key_.size(), unsigned_of(name.data()), name.size(), nullptr, 0);
}

std::string CursorKey::seal(const RecommendRequest& request,
                            const std::vector<std::uint32_t>& given, const SlotNames& names) const {
  TWOTOWER_CHECK(given.size() <= kMaxPagedItems);
  std::string bytes(kTagBytes + kHashBytes, '\0');
  const std::array hashes = {fingerprint_of(request), checksum_of_ids(given, names)};
  static_assert(sizeof(hashes) == kHashBytes);
  std::memcpy(bytes.data() + kTagBytes, hashes.data(), kHashBytes);
  add_slots(given, bytes);
  crypto_auth(reinterpret_cast<unsigned char*>(bytes.data()), unsigned_of(bytes.data()) + kTagBytes,
              bytes.size() - kTagBytes, key_.data());
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), kBase64), '\0');
  sodium_bin2base64(text.data(), text.size(), unsigned_of(bytes.data()), bytes.size(), kBase64);
  text.resize(std::strlen(text.c_str()));
  return text;
}

Result<std::vector<std::uint32_t>> CursorKey::open(const RecommendRequest& request,
                                                   std::size_t num_slots,
                                                   const SlotNames& names) const {
  const auto bytes = bytes_of(request.cursor);
  if (!bytes.has_value()) return out_of_range("cursor", CursorMalformed());
  const unsigned char* signed_bytes = unsigned_of(bytes->data()) + kTagBytes;
  if (crypto_auth_verify(unsigned_of(bytes->data()), signed_bytes, bytes->size() - kTagBytes,
                         key_.data()) != 0) {
    return expired();
  }
  std::array<std::uint64_t, 2> hashes;
  std::memcpy(hashes.data(), signed_bytes, kHashBytes);
  if (hashes[0] != fingerprint_of(request)) {
    return out_of_range("cursor", CursorOfOtherRequest());
  }
  auto slots = slots_of(std::string_view(*bytes).substr(kTagBytes + kHashBytes));
  if (!slots.has_value()) return out_of_range("cursor", CursorMalformed());
  const bool are_there = slots->empty() || slots->back() < num_slots;
  if (!are_there || checksum_of_ids(*slots, names) != hashes[1]) return expired();
  return std::move(*slots);
}

}  // namespace twotower
