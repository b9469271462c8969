//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/make_link_tip_mode_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'make_link_request.g.dart';

/// A link: with `amount` it is fixed, without the payer names it.
///
/// Properties:
/// * [title] - What is paid for, in the payer's words.
/// * [description]
/// * [returnUrl] - Where the payer goes back to, with `payment` and `state` in its query. https only, except in test mode.
/// * [maxUses]
/// * [expiresAt]
/// * [isLive] - false: the link makes test payments.
/// * [amount]
/// * [minAmount] - The least a payer may name.
/// * [maxAmount] - The most a payer may name.
/// * [currency]
/// * [tipMode]
/// * [tipValue] - The fixed fee, or the percentage.
@BuiltValue()
abstract class MakeLinkRequest implements Built<MakeLinkRequest, MakeLinkRequestBuilder> {
  /// What is paid for, in the payer's words.
  @BuiltValueField(wireName: r'title')
  String get title;

  @BuiltValueField(wireName: r'description')
  String? get description;

  /// Where the payer goes back to, with `payment` and `state` in its query. https only, except in test mode.
  @BuiltValueField(wireName: r'return_url')
  String? get returnUrl;

  @BuiltValueField(wireName: r'max_uses')
  int? get maxUses;

  @BuiltValueField(wireName: r'expires_at')
  DateTime? get expiresAt;

  /// false: the link makes test payments.
  @BuiltValueField(wireName: r'is_live')
  bool? get isLive;

  @BuiltValueField(wireName: r'amount')
  String? get amount;

  /// The least a payer may name.
  @BuiltValueField(wireName: r'min_amount')
  String? get minAmount;

  /// The most a payer may name.
  @BuiltValueField(wireName: r'max_amount')
  String? get maxAmount;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'tip_mode')
  MakeLinkTipModeEnum? get tipMode;
  // enum tipModeEnum {  NONE,  PROMPT,  FIXED,  PERCENT,  };

  /// The fixed fee, or the percentage.
  @BuiltValueField(wireName: r'tip_value')
  String? get tipValue;

  MakeLinkRequest._();

  factory MakeLinkRequest([void updates(MakeLinkRequestBuilder b)]) = _$MakeLinkRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(MakeLinkRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<MakeLinkRequest> get serializer => _$MakeLinkRequestSerializer();
}

class _$MakeLinkRequestSerializer implements PrimitiveSerializer<MakeLinkRequest> {
  @override
  final Iterable<Type> types = const [MakeLinkRequest, _$MakeLinkRequest];

  @override
  final String wireName = r'MakeLinkRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    MakeLinkRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'title';
    yield serializers.serialize(
      object.title,
      specifiedType: const FullType(String),
    );
    if (object.description != null) {
      yield r'description';
      yield serializers.serialize(
        object.description,
        specifiedType: const FullType(String),
      );
    }
    if (object.returnUrl != null) {
      yield r'return_url';
      yield serializers.serialize(
        object.returnUrl,
        specifiedType: const FullType(String),
      );
    }
    if (object.maxUses != null) {
      yield r'max_uses';
      yield serializers.serialize(
        object.maxUses,
        specifiedType: const FullType.nullable(int),
      );
    }
    if (object.expiresAt != null) {
      yield r'expires_at';
      yield serializers.serialize(
        object.expiresAt,
        specifiedType: const FullType.nullable(DateTime),
      );
    }
    if (object.isLive != null) {
      yield r'is_live';
      yield serializers.serialize(
        object.isLive,
        specifiedType: const FullType(bool),
      );
    }
    if (object.amount != null) {
      yield r'amount';
      yield serializers.serialize(
        object.amount,
        specifiedType: const FullType(String),
      );
    }
    if (object.minAmount != null) {
      yield r'min_amount';
      yield serializers.serialize(
        object.minAmount,
        specifiedType: const FullType(String),
      );
    }
    if (object.maxAmount != null) {
      yield r'max_amount';
      yield serializers.serialize(
        object.maxAmount,
        specifiedType: const FullType(String),
      );
    }
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    if (object.tipMode != null) {
      yield r'tip_mode';
      yield serializers.serialize(
        object.tipMode,
        specifiedType: const FullType(MakeLinkTipModeEnum),
      );
    }
    if (object.tipValue != null) {
      yield r'tip_value';
      yield serializers.serialize(
        object.tipValue,
        specifiedType: const FullType(String),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    MakeLinkRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required MakeLinkRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'title':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.title = valueDes;
          break;
        case r'description':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.description = valueDes;
          break;
        case r'return_url':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.returnUrl = valueDes;
          break;
        case r'max_uses':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(int),
          ) as int?;
          if (valueDes == null) continue;
          result.maxUses = valueDes;
          break;
        case r'expires_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.expiresAt = valueDes;
          break;
        case r'is_live':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(bool),
          ) as bool?;
          if (valueDes == null) continue;
          result.isLive = valueDes;
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.amount = valueDes;
          break;
        case r'min_amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.minAmount = valueDes;
          break;
        case r'max_amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.maxAmount = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'tip_mode':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(MakeLinkTipModeEnum),
          ) as MakeLinkTipModeEnum?;
          if (valueDes == null) continue;
          result.tipMode = valueDes;
          break;
        case r'tip_value':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.tipValue = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  MakeLinkRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = MakeLinkRequestBuilder();
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


