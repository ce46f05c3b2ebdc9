#include "store/user_cache.h"

#include <functional>
#include <tuple>
#include <variant>

#include "base/json.h"

namespace twotower {
namespace {

std::size_t bytes_of(const Id& id) {
  const auto* text = std::get_if<std::string>(&id);
  return text == nullptr ? 0 : text->capacity();
}

// About: values take some times their text.
std::size_t bytes_of(const Value& columns) {
  constexpr std::size_t kOfText = 4;
  return columns.is_null() ? 0 : kOfText * to_json(columns).size();
}

std::size_t bytes_of(const std::vector<Event>& events) {
  std::size_t bytes = events.capacity() * sizeof(Event);
  for (const Event& event : events) {
    bytes += bytes_of(event.item_id) + (event.type.has_value() ? event.type->capacity() : 0) +
             bytes_of(event.context);
  }
  return bytes;
}

}  // namespace

UserCache::Entry UserCache::find(const std::string& user_id, const UserCut& cut) {
  const std::scoped_lock lock(mutex_);
  const auto found = places_.find(user_id);
  if (found == places_.end() || found->second->cut != cut) return nullptr;
  kept_.splice(kept_.begin(), kept_, found->second);
  return found->second->user;
}

std::size_t UserCache::place_of(const std::string& user_id) {
  return std::hash<std::string>()(user_id) % std::tuple_size_v<decltype(num_forgotten_)>;
}

std::uint64_t UserCache::num_forgotten(const std::string& user_id) const {
  const std::scoped_lock lock(mutex_);
  return num_forgotten_[place_of(user_id)];
}

void UserCache::insert(const std::string& user_id, const UserCut& cut, Entry user,
                       std::uint64_t num_forgotten) {
  constexpr std::size_t kOfPlace = 160;  // in list and map
  const std::size_t bytes = sizeof(*user) + bytes_of(user->events) + bytes_of(user->shown) +
                            bytes_of(user->features) + 2 * user_id.size() + kOfPlace;
  const std::scoped_lock lock(mutex_);
  if (num_forgotten != num_forgotten_[place_of(user_id)] || bytes > max_bytes_) return;
  const auto found = places_.find(user_id);
  if (found != places_.end()) remove(found->second);
  while (bytes_ + bytes > max_bytes_) remove(std::prev(kept_.end()));
  kept_.push_front({.user_id = user_id, .cut = cut, .user = std::move(user), .bytes = bytes});
  places_.emplace(user_id, kept_.begin());
  bytes_ += bytes;
}

void UserCache::forget(const std::string& user_id) {
  const std::scoped_lock lock(mutex_);
  ++num_forgotten_[place_of(user_id)];
  const auto found = places_.find(user_id);
  if (found != places_.end()) remove(found->second);
}

void UserCache::forget_all() {
  const std::scoped_lock lock(mutex_);
  for (std::uint64_t& count : num_forgotten_) ++count;
  places_.clear();
  kept_.clear();
  bytes_ = 0;
}

std::size_t UserCache::num_bytes() const {
  const std::scoped_lock lock(mutex_);
  return bytes_;
}

void UserCache::remove(Place place) {
  bytes_ -= place->bytes;
  places_.erase(place->user_id);
  kept_.erase(place);
}

}  // namespace twotower
