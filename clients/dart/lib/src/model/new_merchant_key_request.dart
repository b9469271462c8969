//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/step_up_request.dart';
import 'package:gopay_client/src/model/scopes_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'new_merchant_key_request.g.dart';

/// A key somebody wants for their server.
///
/// Properties:
/// * [pin]
/// * [stepUp]
/// * [name] - What you call it, for example the server it is for.
/// * [isLive] - false: a key of the test mode, which moves no money.
/// * [scopes] - What it may do.
/// * [expiresInDays] - Left out: it is good until it is revoked.
@BuiltValue()
abstract class NewMerchantKeyRequest implements Built<NewMerchantKeyRequest, NewMerchantKeyRequestBuilder> {
  @BuiltValueField(wireName: r'pin')
  String get pin;

  @BuiltValueField(wireName: r'step_up')
  StepUpRequest? get stepUp;

  /// What you call it, for example the server it is for.
  @BuiltValueField(wireName: r'name')
  String get name;

  /// false: a key of the test mode, which moves no money.
  @BuiltValueField(wireName: r'is_live')
  bool get isLive;

  /// What it may do.
  @BuiltValueField(wireName: r'scopes')
  BuiltList<ScopesEnum> get scopes;

  /// Left out: it is good until it is revoked.
  @BuiltValueField(wireName: r'expires_in_days')
  int? get expiresInDays;

  NewMerchantKeyRequest._();

  factory NewMerchantKeyRequest([void updates(NewMerchantKeyRequestBuilder b)]) = _$NewMerchantKeyRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(NewMerchantKeyRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<NewMerchantKeyRequest> get serializer => _$NewMerchantKeyRequestSerializer();
}

class _$NewMerchantKeyRequestSerializer implements PrimitiveSerializer<NewMerchantKeyRequest> {
  @override
  final Iterable<Type> types = const [NewMerchantKeyRequest, _$NewMerchantKeyRequest];

  @override
  final String wireName = r'NewMerchantKeyRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    NewMerchantKeyRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'pin';
    yield serializers.serialize(
      object.pin,
      specifiedType: const FullType(String),
    );
    if (object.stepUp != null) {
      yield r'step_up';
      yield serializers.serialize(
        object.stepUp,
        specifiedType: const FullType(StepUpRequest),
      );
    }
    yield r'name';
    yield serializers.serialize(
      object.name,
      specifiedType: const FullType(String),
    );
    yield r'is_live';
    yield serializers.serialize(
      object.isLive,
      specifiedType: const FullType(bool),
    );
    yield r'scopes';
    yield serializers.serialize(
      object.scopes,
      specifiedType: const FullType(BuiltList, [FullType(ScopesEnum)]),
    );
    if (object.expiresInDays != null) {
      yield r'expires_in_days';
      yield serializers.serialize(
        object.expiresInDays,
        specifiedType: const FullType(int),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    NewMerchantKeyRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required NewMerchantKeyRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'pin':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.pin = valueDes;
          break;
        case r'step_up':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(StepUpRequest),
          ) as StepUpRequest?;
          if (valueDes == null) continue;
          result.stepUp.replace(valueDes);
          break;
        case r'name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.name = valueDes;
          break;
        case r'is_live':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.isLive = valueDes;
          break;
        case r'scopes':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(ScopesEnum)]),
          ) as BuiltList<ScopesEnum>;
          result.scopes.replace(valueDes);
          break;
        case r'expires_in_days':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(int),
          ) as int?;
          if (valueDes == null) continue;
          result.expiresInDays = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  NewMerchantKeyRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = NewMerchantKeyRequestBuilder();
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


