//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/profile_status_enum.dart';
import 'package:gopay_client/src/model/limit_list.dart';
import 'package:gopay_client/src/model/kyc_tier_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'profile.g.dart';

/// Profile
///
/// Properties:
/// * [id]
/// * [msisdn]
/// * [email]
/// * [fullName]
/// * [language]
/// * [timeZone] - In the IANA database; the platform's own until I choose one.
/// * [status]
/// * [joinedAt]
/// * [handle] - Without its @.
/// * [emailVerified] - Whether one can be paid by the e-mail address.
/// * [kycTier]
/// * [pendingName] - A new name that waits for review.
/// * [hasPhoto]
/// * [pinSet]
/// * [secured] - A phone was reported lost, so no money leaves.
/// * [cautiousUntil] - Until then lower limits hold.
/// * [limits]
@BuiltValue()
abstract class Profile implements Built<Profile, ProfileBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'msisdn')
  String get msisdn;

  @BuiltValueField(wireName: r'email')
  String? get email;

  @BuiltValueField(wireName: r'full_name')
  String get fullName;

  @BuiltValueField(wireName: r'language')
  String get language;

  /// In the IANA database; the platform's own until I choose one.
  @BuiltValueField(wireName: r'time_zone')
  String get timeZone;

  @BuiltValueField(wireName: r'status')
  ProfileStatusEnum get status;
  // enum statusEnum {  ACTIVE,  LOCKED,  CLOSED,  };

  @BuiltValueField(wireName: r'joined_at')
  DateTime get joinedAt;

  /// Without its @.
  @BuiltValueField(wireName: r'handle')
  String? get handle;

  /// Whether one can be paid by the e-mail address.
  @BuiltValueField(wireName: r'email_verified')
  bool get emailVerified;

  @BuiltValueField(wireName: r'kyc_tier')
  KycTierEnum get kycTier;
  // enum kycTierEnum {  TIER_0,  TIER_1,  TIER_2,  };

  /// A new name that waits for review.
  @BuiltValueField(wireName: r'pending_name')
  String? get pendingName;

  @BuiltValueField(wireName: r'has_photo')
  bool get hasPhoto;

  @BuiltValueField(wireName: r'pin_set')
  bool get pinSet;

  /// A phone was reported lost, so no money leaves.
  @BuiltValueField(wireName: r'secured')
  bool get secured;

  /// Until then lower limits hold.
  @BuiltValueField(wireName: r'cautious_until')
  DateTime? get cautiousUntil;

  @BuiltValueField(wireName: r'limits')
  LimitList get limits;

  Profile._();

  factory Profile([void updates(ProfileBuilder b)]) = _$Profile;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(ProfileBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Profile> get serializer => _$ProfileSerializer();
}

class _$ProfileSerializer implements PrimitiveSerializer<Profile> {
  @override
  final Iterable<Type> types = const [Profile, _$Profile];

  @override
  final String wireName = r'Profile';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Profile object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'msisdn';
    yield serializers.serialize(
      object.msisdn,
      specifiedType: const FullType(String),
    );
    yield r'email';
    yield object.email == null ? null : serializers.serialize(
      object.email,
      specifiedType: const FullType.nullable(String),
    );
    yield r'full_name';
    yield serializers.serialize(
      object.fullName,
      specifiedType: const FullType(String),
    );
    yield r'language';
    yield serializers.serialize(
      object.language,
      specifiedType: const FullType(String),
    );
    yield r'time_zone';
    yield serializers.serialize(
      object.timeZone,
      specifiedType: const FullType(String),
    );
    yield r'status';
    yield serializers.serialize(
      object.status,
      specifiedType: const FullType(ProfileStatusEnum),
    );
    yield r'joined_at';
    yield serializers.serialize(
      object.joinedAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'handle';
    yield object.handle == null ? null : serializers.serialize(
      object.handle,
      specifiedType: const FullType.nullable(String),
    );
    yield r'email_verified';
    yield serializers.serialize(
      object.emailVerified,
      specifiedType: const FullType(bool),
    );
    yield r'kyc_tier';
    yield serializers.serialize(
      object.kycTier,
      specifiedType: const FullType(KycTierEnum),
    );
    yield r'pending_name';
    yield object.pendingName == null ? null : serializers.serialize(
      object.pendingName,
      specifiedType: const FullType.nullable(String),
    );
    yield r'has_photo';
    yield serializers.serialize(
      object.hasPhoto,
      specifiedType: const FullType(bool),
    );
    yield r'pin_set';
    yield serializers.serialize(
      object.pinSet,
      specifiedType: const FullType(bool),
    );
    yield r'secured';
    yield serializers.serialize(
      object.secured,
      specifiedType: const FullType(bool),
    );
    yield r'cautious_until';
    yield object.cautiousUntil == null ? null : serializers.serialize(
      object.cautiousUntil,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'limits';
    yield serializers.serialize(
      object.limits,
      specifiedType: const FullType(LimitList),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Profile object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required ProfileBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.id = valueDes;
          break;
        case r'msisdn':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.msisdn = valueDes;
          break;
        case r'email':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.email = valueDes;
          break;
        case r'full_name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.fullName = valueDes;
          break;
        case r'language':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.language = valueDes;
          break;
        case r'time_zone':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.timeZone = valueDes;
          break;
        case r'status':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(ProfileStatusEnum),
          ) as ProfileStatusEnum;
          result.status = valueDes;
          break;
        case r'joined_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.joinedAt = valueDes;
          break;
        case r'handle':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.handle = valueDes;
          break;
        case r'email_verified':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.emailVerified = valueDes;
          break;
        case r'kyc_tier':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(KycTierEnum),
          ) as KycTierEnum;
          result.kycTier = valueDes;
          break;
        case r'pending_name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.pendingName = valueDes;
          break;
        case r'has_photo':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.hasPhoto = valueDes;
          break;
        case r'pin_set':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.pinSet = valueDes;
          break;
        case r'secured':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.secured = valueDes;
          break;
        case r'cautious_until':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.cautiousUntil = valueDes;
          break;
        case r'limits':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(LimitList),
          ) as LimitList;
          result.limits.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Profile deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = ProfileBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


