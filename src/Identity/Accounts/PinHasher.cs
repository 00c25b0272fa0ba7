using FamilyPortal.Identity.Keys;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace FamilyPortal.Identity.Accounts;

/// <summary>
/// The framework's slow hash, of the PIN keyed with the provider's own key: there are so few PINs that a slow hash alone would
/// not hold against somebody with a copy of the table. The key must therefore never be changed (docs/operations.md).
/// </summary>
internal sealed class PinHasher(KeyRing keys, IOptions<PasswordHasherOptions> options) : IPasswordHasher<Account>
{
    private readonly PasswordHasher<Account> _slow = new(options);

    public string HashPassword(Account user, string password) => _slow.HashPassword(user, Keyed(user, password));

    public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword) =>
        _slow.VerifyHashedPassword(user, hashedPassword, Keyed(user, providedPassword));

    private string Keyed(Account user, string pin) => keys.Mark("pin", $"{user.Id} {pin}");
}
