using FamilyPortal.Portal;

PortalApp.Create(new WebApplicationOptions { Args = args }).Run();
