using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace FamilyPortal.Local;

/// <summary>
/// Secrets between the parts of one machine, made at the first start and kept in the data folder, readable by its owner only.
/// None is in the repository.
/// </summary>
internal sealed record LocalSecrets(string PortalClient, string DirectLine, string InboundTexts, string KeyPassword)
{
    public const string File = "secrets.json";
    private const string Certificate = "keys.pfx";

    public static LocalSecrets Load(string folder)
    {
        var path = Path.Combine(folder, File);
        if (System.IO.File.Exists(path))
            return JsonSerializer.Deserialize<LocalSecrets>(System.IO.File.ReadAllText(path)) ?? throw new InvalidDataException($"{path} is empty. Delete the data folder to start afresh.");
        var secrets = new LocalSecrets(New(), New(), New(), New());
        Write(path, JsonSerializer.SerializeToUtf8Bytes(secrets));
        return secrets;
    }

    /// <summary>The certificate that protects the Data Protection keys at rest; made at the first start.</summary>
    public string CertificatePath(string folder)
    {
        var path = Path.Combine(folder, Certificate);
        if (System.IO.File.Exists(path)) return path;
        using var key = RSA.Create(3072);
        var request = new CertificateRequest("CN=FamilyPortal keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(20));
        Write(path, certificate.Export(X509ContentType.Pfx, KeyPassword));
        return path;
    }

    private static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private static void Write(string path, byte[] bytes)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(bytes);
    }
}
