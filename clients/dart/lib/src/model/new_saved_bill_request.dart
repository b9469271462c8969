//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'new_saved_bill_request.g.dart';

/// A serializer that refuses fields it does not know, so that a typo never silently drops a limit.  It refuses the numbers of payment cards too, whatever the field: before anything else is said of the body, because some refusals repeat what was sent. Raises CardNumberRefused.  `scanned` names the fields that take the text of a QR code. A whole EMVCo payload may stand there whatever its digits: they run on from one data object into the next, and the numbers in the codes of card schemes are merchants'.
///
/// Properties:
/// * [biller] - A biller's code.
/// * [accountNumber]
/// * [nickname]
/// * [reminders] - Whether I am reminded before it falls due.
/// * [daysBefore] - How many days before.
@BuiltValue()
abstract class NewSavedBillRequest implements Built<NewSavedBillRequest, NewSavedBillRequestBuilder> {
  /// A biller's code.
  @BuiltValueField(wireName: r'biller')
  String get biller;

  @BuiltValueField(wireName: r'account_number')
  String get accountNumber;

  @BuiltValueField(wireName: r'nickname')
  String? get nickname;

  /// Whether I am reminded before it falls due.
  @BuiltValueField(wireName: r'reminders')
  bool? get reminders;

  /// How many days before.
  @BuiltValueField(wireName: r'days_before')
  int? get daysBefore;

  NewSavedBillRequest._();

  factory NewSavedBillRequest([void updates(NewSavedBillRequestBuilder b)]) = _$NewSavedBillRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(NewSavedBillRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<NewSavedBillRequest> get serializer => _$NewSavedBillRequestSerializer();
}

class _$NewSavedBillRequestSerializer implements PrimitiveSerializer<NewSavedBillRequest> {
  @override
  final Iterable<Type> types = const [NewSavedBillRequest, _$NewSavedBillRequest];

  @override
  final String wireName = r'NewSavedBillRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    NewSavedBillRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'biller';
    yield serializers.serialize(
      object.biller,
      specifiedType: const FullType(String),
    );
    yield r'account_number';
    yield serializers.serialize(
      object.accountNumber,
      specifiedType: const FullType(String),
    );
    if (object.nickname != null) {
      yield r'nickname';
      yield serializers.serialize(
        object.nickname,
        specifiedType: const FullType(String),
      );
    }
    if (object.reminders != null) {
      yield r'reminders';
      yield serializers.serialize(
        object.reminders,
        specifiedType: const FullType(bool),
      );
    }
    if (object.daysBefore != null) {
      yield r'days_before';
      yield serializers.serialize(
        object.daysBefore,
        specifiedType: const FullType(int),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    NewSavedBillRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required NewSavedBillRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'biller':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.biller = valueDes;
          break;
        case r'account_number':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.accountNumber = valueDes;
          break;
        case r'nickname':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.nickname = valueDes;
          break;
        case r'reminders':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(bool),
          ) as bool?;
          if (valueDes == null) continue;
          result.reminders = valueDes;
          break;
        case r'days_before':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(int),
          ) as int?;
          if (valueDes == null) continue;
          result.daysBefore = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  NewSavedBillRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = NewSavedBillRequestBuilder();
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


