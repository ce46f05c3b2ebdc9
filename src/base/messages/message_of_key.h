#pragma once

#include <string_view>

#include "base/messages/message.h"

namespace twotower {

// The message of a list, of those without fields, that has that key; of nothing where none has it.
template <DeclaredMessage... M>
Message message_of_key(std::string_view key, MessageList<M...> /*all*/) {
  Message found;
  const auto look_at = [&](const Message& message) {
    if (message.key() == key) found = message;
  };
  (look_at(M()), ...);
  return found;
}

}  // namespace twotower
