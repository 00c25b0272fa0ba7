namespace FamilyPortal.Shared.Responses.Pictures;

/// <summary>The drawing or photo of an answer, as it was made anew from what was sent. It goes when its answer goes.</summary>
internal sealed class AnswerPicture
{
    public const string MediaType = "image/jpeg";

    public Guid FamilyId { get; set; }
    public Guid AnswerId { get; set; }
    public required byte[] Jpeg { get; set; }
}
